using System.Globalization;
using System.Text.Json.Nodes;

namespace Choo.Testing.GitHub.Http;

/// <summary>Pages of lists, and the <c>Link</c> header that leads through them.</summary>
internal static class Paging
{
    private const int Most = 100;

    /// <summary>The page that is asked for.</summary>
    /// <param name="answer">A list.</param>
    /// <param name="url">The address without the query.</param>
    /// <param name="query">What is asked.</param>
    public static ApiAnswer Page(ApiAnswer answer, string url, IReadOnlyDictionary<string, string> query)
    {
        if (answer.Items is not { } items)
        {
            return answer;
        }

        var (size, page) = (Math.Clamp(Number(query, "per_page", 30), 1, Most), Math.Max(1, Number(query, "page", 1)));
        var last = Math.Max(1, (items.Count + size - 1) / size);
        var shown = new JsonArray([.. items.Skip((page - 1) * size).Take(size).Select(each => each.DeepClone())]);
        var links = new List<string>();
        Link("prev", page > 1, page - 1);
        Link("next", page < last, page + 1);
        Link("last", page < last, last);
        Link("first", page > 1, 1);
        var headers = new Dictionary<string, string>(answer.Headers);
        if (links.Count > 0)
        {
            headers["Link"] = string.Join(", ", links);
        }

        if (answer.Within is null)
        {
            return answer with { Items = null, Body = shown, Headers = headers };
        }

        var body = answer.Body!.DeepClone();
        body[answer.Within] = shown;
        return answer with { Items = null, Body = body, Headers = headers };

        void Link(string relation, bool there, int number)
        {
            if (there)
            {
                var others = query.Where(pair => pair.Key != "page").Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}");
                links.Add($"<{url}?{string.Join('&', others.Append($"page={number}"))}>; rel=\"{relation}\"");
            }
        }
    }

    private static int Number(IReadOnlyDictionary<string, string> query, string name, int otherwise) =>
        query.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
