using System.Text;

namespace Choo.Tool.Reports;

/// <summary>Writes a file whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Null when it was written; else why it could not be.</summary>
    /// <param name="path">Absolute path of the file.</param>
    /// <param name="isOwn">Whether it is for the person alone, like all in choo's folder.</param>
    /// <param name="write">Writes what it has.</param>
    public static async Task<string?> WriteAsync(string path, bool isOwn, Func<TextWriter, Task> write)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (isOwn && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            var output = new StreamWriter(unfinished, new UTF8Encoding(false), options) { NewLine = "\n" };
            await using (output.ConfigureAwait(false))
            {
                await write(output).ConfigureAwait(false);
            }

            File.Move(unfinished, path, overwrite: true);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return refused.Message;
        }
        finally
        {
            TryDelete(unfinished);
        }
    }

    /// <summary>What cannot be deleted either must not hide why nothing was written.</summary>
    private static void TryDelete(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
        }
    }
}
