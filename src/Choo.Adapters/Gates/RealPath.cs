namespace Choo.Adapters.Gates;

/// <summary>A folder's path without symbolic links: what a child's own look at its working folder gives, and so what compilers print.</summary>
internal static class RealPath
{
    public static string Of(string path)
    {
        try
        {
            var folder = new DirectoryInfo(path);
            var parent = folder.Parent is null ? "" : Of(folder.Parent.FullName);
            return folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.Combine(parent, folder.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
