using Choo.FakeAgent;

return Play.Run(args);
