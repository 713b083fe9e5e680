using Xunit;

namespace Bookshelf.Tests;

public class LoansTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    [Fact]
    public void A_book_can_be_lent_once_and_again_after_its_return()
    {
        var loans = new Loans();
        Assert.True(loans.Lend("9780132350884", "Ada", Monday));
        Assert.False(loans.Lend("9780132350884", "Grace", Monday));
        Assert.True(loans.Return("9780132350884"));
        Assert.True(loans.Lend("9780132350884", "Grace", Monday));
    }

    [Fact]
    public void Overdue_begins_the_day_after_the_due_day()
    {
        var loans = new Loans();
        loans.Lend("9780132350884", "Ada", Monday);
        Assert.Empty(loans.Overdue(Monday));
        Assert.Single(loans.Overdue(Monday.AddDays(1)));
    }
}
