using Xunit;

namespace Bookshelf.Tests;

public class OverdueReportTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public void Nothing_overdue_prints_nothing() =>
        Assert.Equal("", OverdueReport.Write(new Catalog(), new Loans(), Monday));

    [Fact]
    public void The_longest_overdue_comes_first()
    {
        var catalog = new Catalog();
        catalog.Add(new Book("9780132350884", "Clean Code", "Martin"));
        var loans = new Loans();
        loans.Lend("9780132350884", "Ada", Monday.AddDays(-2));
        loans.Lend("9780201616224", "Grace", Monday.AddDays(-5));

        var report = OverdueReport.Write(catalog, loans, Monday);

        Assert.Equal("9780201616224, Grace: 5 days\nClean Code, Ada: 2 days\n", report);
    }
}
