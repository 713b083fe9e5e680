namespace Choo.Adapters.Processes.Linux;

/// <summary>Reads small files of <c>/proc</c> with three system calls and no allocation: the look for leftovers happens after every run.</summary>
internal static unsafe class ProcFile
{
    /// <summary>Whether a process is of a program, by its name's first fifteen bytes.</summary>
    public static bool IsNamed(int pid, string name)
    {
        Span<byte> buffer = stackalloc byte[64];
        var length = Read($"/proc/{pid}/comm", buffer);
        return length > 0 && System.Text.Encoding.UTF8.GetString(buffer[..length]).TrimEnd('\n') == name;
    }

    /// <summary>How many bytes were read; -1 when the file is not there or may not be read.</summary>
    public static int Read(string path, Span<byte> into)
    {
        var fd = Native.Open(path, Native.CloseOnExec);
        if (fd < 0)
        {
            return -1;
        }

        try
        {
            var total = 0;
            while (total < into.Length)
            {
                fixed (byte* at = into[total..])
                {
                    var n = Native.Read(fd, at, (nuint)(into.Length - total));
                    if (n < 0 && Native.LastError == Native.EINTR)
                    {
                        continue;
                    }

                    if (n < 0)
                    {
                        return -1;
                    }

                    if (n == 0)
                    {
                        break;
                    }

                    total += (int)n;
                }
            }

            return total;
        }
        finally
        {
            _ = Native.Close(fd);
        }
    }
}
