namespace Choo.Adapters;

/// <summary>Tells the exceptions by which a file system refuses a write.</summary>
public static class DiskRefusal
{
    /// <summary>Whether it is one: no room, no right, or a file as large as it may be, which the runtime tells as an argument out of range.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };
}
