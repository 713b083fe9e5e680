namespace Choo.Core.Text;

/// <summary>A place in a text: line and column, both from 1. The default (0, 0) means unknown.</summary>
/// <param name="Line">1-based line.</param>
/// <param name="Column">1-based column in UTF-16 units.</param>
public readonly record struct Position(int Line, int Column)
{
    /// <summary>The first character of a file.</summary>
    public static Position Start => new(1, 1);
}
