namespace Choo.Views.Text;

/// <summary>Addresses that others wrote, before they become links.</summary>
internal static class WebAddress
{
    /// <summary>The whole address of a page; null for every scheme but http and https: a link must start no script and no program.</summary>
    public static string? Of(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var page) && page.Scheme is "https" or "http" ? page.AbsoluteUri : null;
}
