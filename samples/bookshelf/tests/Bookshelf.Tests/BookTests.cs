using Xunit;

namespace Bookshelf.Tests;

public class BookTests
{
    [Fact]
    public void Books_with_the_same_content_are_equal() =>
        Assert.Equal(new Book("9780132350884", "Clean Code", "Martin"), new Book("9780132350884", "Clean Code", "Martin"));
}
