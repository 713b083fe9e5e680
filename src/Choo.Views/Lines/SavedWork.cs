namespace Choo.Views.Lines;

/// <summary>The command that shows saved work.</summary>
internal static class SavedWork
{
    private const string Backups = "refs/choo/backup/";

    /// <summary><c>dotnet choo recover UNIT NUMBER</c> for a backup's ref; git's own command for a ref of another form.</summary>
    public static string Command(string reference)
    {
        var slash = reference.LastIndexOf('/');
        return reference.StartsWith(Backups, StringComparison.Ordinal) && slash > Backups.Length
            ? $"dotnet choo recover {reference[Backups.Length..slash]} {reference[(slash + 1)..]}"
            : $"git log -p -1 {reference}";
    }
}
