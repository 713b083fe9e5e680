using System.Diagnostics;
using System.Globalization;
using System.Text;
using Choo.Adapters.Specs;
using Choo.Core.Specs;
using Choo.Core.Specs.Yaml;
using Choo.YamlBench;

var readers = new Dictionary<string, IYaml>(StringComparer.Ordinal)
{
    ["own"] = YamlReader.Instance,
    ["yamldotnet"] = new Reader(WholeYaml.Read),
    ["sharpyaml"] = new Reader(SharpYamlReader.Read),
};
var context = new SpecContext { TasksDir = "specs/tasks", KnownProviders = new HashSet<string>(StringComparer.Ordinal) { "claude", "codex" } };
switch (args)
{
    case ["validate", var name, var root]:
        var read = await SpecFolders.ReadAsync(root, "specs/tasks", CancellationToken.None);
        var specs = SpecReader.Read(context, read.Folders, readers[name]);
        Console.WriteLine($"{specs.Units.Length} units, {specs.TaskCount} tasks, {specs.Diagnostics.Length} diagnostics");
        return 0;
    case ["parse", var root, var rounds]:
        await ParseAsync(root, int.Parse(rounds, CultureInfo.InvariantCulture));
        return 0;
    case ["compare", var root]:
        return await CompareAsync(root);
    case ["mistakes"]:
        Mistakes();
        return 0;
    default:
        Console.Error.WriteLine("usage: validate own|yamldotnet|sharpyaml ROOT | parse ROOT ROUNDS | compare ROOT | mistakes");
        return 2;
}

async Task<List<string>> FrontMattersAsync(string root)
{
    var read = await SpecFolders.ReadAsync(root, "specs/tasks", CancellationToken.None);
    return [.. read.Folders.SelectMany(folder => folder.Files).Where(file => SpecNames.IsSpec(file.Name))
        .Select(file => (file.Content, Split: FrontMatter.Split(file.Content.Span))).Where(each => each.Split.Kind == FrontMatterKind.Found)
        .Select(each => Encoding.UTF8.GetString(each.Content.Span.Slice(each.Split.YamlStart, each.Split.YamlLength)))];
}

// The readers in turn, so that what else the machine does meets all of them.
async Task ParseAsync(string root, int rounds)
{
    var texts = await FrontMattersAsync(root);
    var times = readers.Keys.ToDictionary(name => name, _ => new List<double>());
    var bytes = new Dictionary<string, long>();
    for (var round = -1; round < rounds; round++)
    {
        foreach (var (name, reader) in readers)
        {
            var (allocated, begun) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            texts.ForEach(text => reader.Read(text, 2));
            if (round >= 0)
            {
                times[name].Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds / texts.Count);
                bytes[name] = (GC.GetAllocatedBytesForCurrentThread() - allocated) / texts.Count;
            }
        }
    }

    foreach (var (name, each) in times)
    {
        var median = each.Order().ElementAt(each.Count / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10} {median,7:0.00} us, {bytes[name],6} bytes a frontmatter ({texts.Count} of them)"));
    }
}

// What differs between the readers, tree by tree, places included.
async Task<int> CompareAsync(string root)
{
    var texts = await FrontMattersAsync(root);
    foreach (var name in readers.Keys.Skip(1))
    {
        var differing = texts.Where(text => Dump(readers[name].Read(text, 2)) != Dump(readers["own"].Read(text, 2))).ToList();
        Console.WriteLine($"{name}: {texts.Count - differing.Count} of {texts.Count} frontmatters are read as choo reads them, places included");
        foreach (var text in differing.Take(3))
        {
            Console.WriteLine($"{text}\n  own: {Dump(readers["own"].Read(text, 2))}\n  {name}: {Dump(readers[name].Read(text, 2))}");
        }
    }

    return 0;
}

void Mistakes()
{
    string[] texts =
    [
        "a: b: c\n", "a: [1, 2\n", "a: \"open\nb: 1\n", "a: @x\n", "a: 1\n\tb: 2\n", "a: 1\n b: 2\n", "just text\n", "- a\nb: 1\n", "a: {b: 1\n", "a: 'it's'\n", "a: &x 1\nb: *x\n", "- [[---\n  x\n",
        "a: |x\n  y\n", "a: \"\\q\"\n", "a: 1\n---\nb: 2\n", "a: é\u2028b: 1\n", "a: \U0001F600 x: y\n",
    ];
    foreach (var text in texts)
    {
        Console.WriteLine(text.ReplaceLineEndings("\\n").Replace("\t", "\\t", StringComparison.Ordinal));
        foreach (var (name, reader) in readers.Skip(1))
        {
            string told;
            try
            {
                told = Dump(reader.Read(text, 1));
            }
            catch (Exception thrown) when (thrown is not OutOfMemoryException)
            {
                told = $"throws {thrown.GetType().Name}: {thrown.Message}";
            }

            Console.WriteLine($"  {name,-10} {told}");
        }
    }
}

static string Dump(YamlReading reading) => reading.Root is { } root
    ? Node(root)
    : string.Join("; ", reading.Problems.Select(problem => $"({problem.At.Line},{problem.At.Column}) {problem.Message}"));

static string Node(YamlNode node) => node switch
{
    YamlNode.Scalar scalar => $"{scalar.At.Line}:{scalar.At.Column} {(scalar.IsPlain ? "plain" : "quoted")} '{scalar.Text}'",
    YamlNode.List list => $"{list.At.Line}:{list.At.Column} [{string.Join(", ", list.Items.Select(Node))}]",
    YamlNode.Map map => $"{map.At.Line}:{map.At.Column} {{{string.Join(", ", map.Entries.Select(entry => $"{entry.KeyAt.Line}:{entry.KeyAt.Column} {entry.Key}: {Node(entry.Value)}"))}}}",
    _ => throw new InvalidOperationException(node.GetType().Name),
};
