namespace Choo.Views.Pages;

/// <summary>How much of logs and patches a page may still hold: a page that no browser opens helps nobody.</summary>
internal sealed class PageBudget
{
    private int logs = 4 << 20;
    private int patches = 4 << 20;

    /// <summary>Whether patches still have room, so that it is worth asking git for one.</summary>
    public bool HasRoomForPatches => patches > 0;

    /// <summary>Whether logs still have room.</summary>
    public bool HasRoomForLogs => logs > 0;

    /// <summary>Takes room for so many characters of a log, or of what a gate found; false when there is none left.</summary>
    public bool TakeLog(int length) => Take(ref logs, length);

    /// <summary>Takes room for a patch.</summary>
    public bool TakePatch(int length) => Take(ref patches, length);

    private static bool Take(ref int left, int length)
    {
        if (left <= 0)
        {
            return false;
        }

        left -= length;
        return true;
    }
}
