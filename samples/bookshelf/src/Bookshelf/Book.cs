namespace Bookshelf;

/// <summary>A book on the shelf.</summary>
public sealed record Book(string Isbn, string Title, string Author);
