using Xunit;

namespace Bookshelf.Tests;

public class CatalogTests
{
    private static readonly Book Known = new("9780132350884", "Clean Code", "Martin");

    [Fact]
    public void An_added_book_is_found_by_its_number()
    {
        var catalog = new Catalog();
        catalog.Add(Known);
        Assert.Equal(Known, catalog.Find(Known.Isbn));
        Assert.Single(catalog.All);
    }

    [Fact]
    public void An_invalid_number_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Catalog().Add(Known with { Isbn = "123" }));

    [Fact]
    public void A_number_can_be_taken_once()
    {
        var catalog = new Catalog();
        catalog.Add(Known);
        Assert.Throws<ArgumentException>(() => catalog.Add(Known with { Title = "Another" }));
    }
}
