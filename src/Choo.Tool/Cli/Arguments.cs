namespace Choo.Tool.Cli;

/// <summary>What was given on a command line, by option.</summary>
internal sealed class Arguments
{
    /// <summary>Nothing was given.</summary>
    public static readonly Arguments None = new([], []);

    private readonly Dictionary<string, string[]> options;

    /// <summary>Of parsed values by the options' long names (commands may word one option differently); a flag's value is empty.</summary>
    public Arguments(Dictionary<string, string[]> options, string[] positional) => (this.options, Positional) = (options, positional);

    /// <summary>The words that are no options.</summary>
    public IReadOnlyList<string> Positional { get; }

    /// <summary>Whether the option was given.</summary>
    public bool Has(OptionSpec option) => options.ContainsKey(option.Long);

    /// <summary>Its value, null when it was not given.</summary>
    public string? Value(OptionSpec option) => options.TryGetValue(option.Long, out var values) ? values[^1] : null;

    /// <summary>All values that were given for an option.</summary>
    public IReadOnlyList<string> Values(OptionSpec option) => options.TryGetValue(option.Long, out var values) ? values : [];
}
