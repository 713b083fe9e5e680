using System.Text;
using Choo.Adapters.Specs;
using Choo.Core.Backlogs;

namespace Choo.Core.Tests.Backlogs;

/// <summary>Backlogs out of text.</summary>
internal static class BacklogText
{
    public static Backlog Read(string text, bool strict = false) => BacklogReader.Read([File("gaps.yaml", text)], strict, YamlReader.Instance);

    public static BacklogFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    public static IEnumerable<string> Problems(Backlog backlog) => backlog.Diagnostics.Select(each => each.ToString());
}
