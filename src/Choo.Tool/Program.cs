using Choo.Engine;
using Choo.Tool;
using Choo.Tool.Cli;

// The version is asked for by scripts at every start: it is answered before anything else is loaded.
if (VersionText.Asked(args) is { } answer)
{
    return VersionText.Print(answer);
}

// The demo's agent; not in the help because it is of no use by itself.
return args is [ReplayAgent.Command, ..] ? ReplayAgent.Run(args[1..]) : CommandLineApp.Run(args);
