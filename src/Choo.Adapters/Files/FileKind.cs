namespace Choo.Adapters.Files;

/// <summary>What a name in a folder stands for. A link counts as itself, wherever it leads.</summary>
internal enum FileKind
{
    /// <summary>The path does not exist.</summary>
    Missing,

    /// <summary>A plain file.</summary>
    Plain,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link (on Windows any reparse point).</summary>
    Link,

    /// <summary>A named pipe: whoever opens it waits for the other side.</summary>
    Pipe,

    /// <summary>A socket.</summary>
    Socket,

    /// <summary>A device, which may never end.</summary>
    Device,

    /// <summary>Something else, or nothing that can be examined.</summary>
    Unknown,
}

/// <summary>Words for kinds.</summary>
internal static class FileKindNames
{
    /// <summary>The kind with its article: "a named pipe".</summary>
    public static string Of(FileKind kind) => kind switch
    {
        FileKind.Missing => "not there",
        FileKind.Plain => "a plain file",
        FileKind.Folder => "a folder",
        FileKind.Link => "a symbolic link",
        FileKind.Pipe => "a named pipe",
        FileKind.Socket => "a socket",
        FileKind.Device => "a device",
        FileKind.Unknown => "something that cannot be examined",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
