using System.Reflection;
using Choo.Core.Diagnostics;
using Choo.Testing;
using Xunit;

namespace Choo.Core.Tests.Diagnostics;

public sealed class DiagnosticCodesTests
{
    private static readonly DiagnosticCode[] Codes = [.. typeof(DiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null)).OfType<DiagnosticCode>().OrderBy(code => code.Id, StringComparer.Ordinal)];

    private static string PageOf(string code) => Path.Combine(RepositoryRoot.Folder, DiagnosticCodes.PageOf(code));

    [Fact]
    public void Each_code_is_choo_and_four_digits_and_stands_once()
    {
        Assert.True(Codes.Length > 50);
        Assert.All(Codes, code => Assert.Matches("^CHOO[0-9]{4}$", code.Id));
        Assert.Equal(Codes.Length, Codes.Select(code => code.Id).Distinct().Count());
        Assert.Equal(Codes.Length, Codes.Select(code => code.Title).Distinct().Count());
    }

    [Fact]
    public void The_list_has_every_code_in_the_order_of_the_numbers() => Assert.Equal(Codes, DiagnosticCodes.All);

    [Fact]
    public void Each_code_has_a_page_with_its_title_and_an_example_of_what_is_printed()
    {
        foreach (var code in Codes)
        {
            Assert.True(File.Exists(PageOf(code.Id)), $"{code.Id} has no page");
            var lines = File.ReadAllLines(PageOf(code.Id));
            Assert.Equal($"# {code.Id}: {code.Title}", lines[0]);
            Assert.True(lines.Length is >= 7 and <= 40, $"{code.Id} has {lines.Length} lines");
            Assert.True(lines.Any(line => line.Contains($" {code.Id}: ", StringComparison.Ordinal)), $"{code.Id} has no example");
        }
    }

    [Fact]
    public void Each_page_belongs_to_a_code()
    {
        var pages = Directory.GetFiles(Path.GetDirectoryName(PageOf("CHOO0001"))!, "CHOO*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(Codes.Select(code => code.Id), pages.Order(StringComparer.Ordinal));
    }
}
