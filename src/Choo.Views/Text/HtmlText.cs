using System.Text;

namespace Choo.Views.Text;

/// <summary>
/// A piece of HTML that is written element by element, so that whatever others wrote is escaped wherever it stands. What it makes is
/// well-formed XML too.
/// </summary>
internal sealed class HtmlText
{
    private readonly StringBuilder text = new();
    private readonly Stack<string> open = new();

    /// <summary>Begins an element. An attribute whose value is null is left out.</summary>
    /// <param name="element">Its name; a constant.</param>
    /// <param name="attributes">Names, which are constants, and values of any characters.</param>
    public HtmlText Open(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(element, attributes);
        text.Append('>');
        open.Push(element);
        return this;
    }

    /// <summary>Ends the innermost element.</summary>
    public HtmlText Close()
    {
        text.Append("</").Append(open.Pop()).Append('>');
        return this;
    }

    /// <summary>Text of any characters, as one line.</summary>
    public HtmlText Text(string any)
    {
        text.Append(MarkupText.Escaped(any));
        return this;
    }

    /// <summary>Text of any characters, line by line.</summary>
    public HtmlText Lines(string any)
    {
        text.Append(MarkupText.Lines(any));
        return this;
    }

    /// <summary>A line end, for whoever reads the file.</summary>
    public HtmlText Break()
    {
        text.Append('\n');
        return this;
    }

    /// <summary>An element with one line of text.</summary>
    public HtmlText Element(string element, string any, params ReadOnlySpan<(string Name, string? Value)> attributes) => Open(element, attributes).Text(any).Close();

    /// <summary>An element without content: meta, rect.</summary>
    public HtmlText Empty(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(element, attributes);
        text.Append("/>");
        return this;
    }

    /// <summary>A link where the address is a page's, else the text with the address behind it.</summary>
    public HtmlText Link(string any, string? address) => WebAddress.Of(address) is { } page
        ? Element("a", any, ("href", page), ("rel", "noopener noreferrer"))
        : Text(string.IsNullOrEmpty(address) ? any : $"{any} {address}");

    /// <summary>HTML that choo itself made.</summary>
    public HtmlText Made(string html)
    {
        text.Append(html);
        return this;
    }

    /// <summary>What was written since the last call; elements that are open stay open.</summary>
    public string Take()
    {
        var written = text.ToString();
        text.Clear();
        return written;
    }

    private void Begin(string element, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                text.Append(' ').Append(name).Append("=\"").Append(MarkupText.Escaped(value)).Append('"');
            }
        }
    }
}
