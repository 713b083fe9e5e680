using System.Collections.Frozen;
using System.Text.Json;

namespace Choo.Core.Json;

/// <summary>A value of a closed set as it travels: a snake_case word, or the name itself where that is all capitals. A newer choo may know more words; such a word is kept as it is.</summary>
/// <typeparam name="T">The values that this choo knows.</typeparam>
/// <param name="Text">The word.</param>
public readonly record struct OpenEnum<T>(string Text)
    where T : struct, Enum
{
    private static readonly FrozenDictionary<string, T> Values = Enum.GetValues<T>().ToFrozenDictionary(WordOf, StringComparer.Ordinal);

    /// <summary>The value; null when this choo does not know the word.</summary>
    public T? Known => Text is not null && Values.TryGetValue(Text, out var value) ? value : null;

    /// <summary>The word of a value.</summary>
    public static implicit operator OpenEnum<T>(T value) => new(WordOf(value));

    /// <summary>The word.</summary>
    public override string ToString() => Text ?? "";

    private static string WordOf(T value) =>
        value.ToString() is var name && name.All(char.IsAsciiLetterUpper) ? name : JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
