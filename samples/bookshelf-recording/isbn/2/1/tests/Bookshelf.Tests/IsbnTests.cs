using Xunit;

namespace Bookshelf.Tests;

public class IsbnTests
{
    [Theory]
    [InlineData("9780132350884", true)]
    [InlineData("978-0-13-235088-4", true)]
    [InlineData("9780132350885", false)]
    [InlineData("978013235088X", false)]
    [InlineData("978013235088", false)]
    [InlineData("", false)]
    public void A_number_is_valid_when_its_check_digit_fits(string text, bool valid) =>
        Assert.Equal(valid, Isbn.IsValid(text));
}
