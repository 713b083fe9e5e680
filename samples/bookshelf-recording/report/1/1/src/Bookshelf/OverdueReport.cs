namespace Bookshelf;

/// <summary>What a librarian prints in the morning.</summary>
public static class OverdueReport
{
    /// <summary>One line a loan: title, reader, days overdue; the longest overdue first.</summary>
    public static string Write(Catalog catalog, Loans loans, DateOnly today) => string.Concat(
        loans.Overdue(today).Select(loan =>
            $"{catalog.Find(loan.Isbn)?.Title ?? loan.Isbn}, {loan.Reader}: {today.DayNumber - loan.Due.DayNumber} days\n"));
}
