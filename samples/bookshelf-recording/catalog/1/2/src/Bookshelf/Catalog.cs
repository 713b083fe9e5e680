namespace Bookshelf;

/// <summary>Books by their number.</summary>
public sealed class Catalog
{
    private readonly Dictionary<string, Book> books = [];

    /// <summary>All books.</summary>
    public IReadOnlyCollection<Book> All => books.Values;

    /// <summary>Adds a book; throws when its number is invalid or taken.</summary>
    public void Add(Book book)
    {
        if (!Isbn.IsValid(book.Isbn))
        {
            throw new ArgumentException($"{book.Isbn} is no ISBN", nameof(book));
        }

        books.Add(book.Isbn, book);
    }

    /// <summary>The book of that number, null when there is none.</summary>
    public Book? Find(string isbn) => books.GetValueOrDefault(isbn);
}
