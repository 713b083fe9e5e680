using System.Globalization;
using System.Text;

namespace Choo.FakeAgent;

/// <summary>Quotes a text for JSON by hand: loading the JSON library would double the time of a start.</summary>
internal static class JsonString
{
    public static string Of(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                '\n' => json.Append("\\n"),
                < ' ' => json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => json.Append(c),
            };
        }

        return json.Append('"').ToString();
    }
}
