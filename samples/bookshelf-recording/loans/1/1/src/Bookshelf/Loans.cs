namespace Bookshelf;

/// <summary>A book that somebody has.</summary>
public sealed record Loan(string Isbn, string Reader, DateOnly Due);

/// <summary>Who has which book.</summary>
public sealed class Loans
{
    private readonly Dictionary<string, Loan> open = [];

    /// <summary>Lends a book; false when it is out already.</summary>
    public bool Lend(string isbn, string reader, DateOnly due) => open.TryAdd(isbn, new Loan(isbn, reader, due));

    /// <summary>Takes a book back; false when it was not out.</summary>
    public bool Return(string isbn) => open.Remove(isbn);

    /// <summary>Loans whose day has passed, the oldest first.</summary>
    public IReadOnlyList<Loan> Overdue(DateOnly today) => [.. open.Values.Where(loan => loan.Due < today).OrderBy(loan => loan.Due)];
}
