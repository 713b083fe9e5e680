using System.Collections.Immutable;
using System.Text;
using Choo.Core.Backlogs;

namespace Choo.Adapters.Backlogs;

/// <summary>The states of a backlog's files that were read last: each unit that lands asks for the same two.</summary>
internal sealed class ReadTexts
{
    private const int Most = 4;

    private readonly Lock guard = new();
    private readonly LinkedList<(string Path, string Text, ImmutableDictionary<string, string> Asked)> known = new();

    /// <summary>What a state of a file asks, by gap; it is read where it is not known.</summary>
    public ImmutableDictionary<string, string> Of(string path, string text, Func<BacklogFile, ImmutableDictionary<string, string>> read)
    {
        lock (guard)
        {
            foreach (var each in known)
            {
                if (each.Path == path && each.Text == text)
                {
                    return each.Asked;
                }
            }

            var asked = read(new BacklogFile(path, Encoding.UTF8.GetBytes(text)));
            known.AddFirst((path, text, asked));
            if (known.Count > Most)
            {
                known.RemoveLast();
            }

            return asked;
        }
    }
}
