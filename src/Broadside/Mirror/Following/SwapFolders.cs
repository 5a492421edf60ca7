using System.Runtime.InteropServices;
using System.Text;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Mirror.Following;

/// <summary>
/// Puts a folder in another's place in one step, as Linux can (renameat2, RENAME_EXCHANGE): whoever serves it has the old one or
/// the new one. Where a system cannot, there is a moment without any.
/// </summary>
internal static class SwapFolders
{
    private const int CurrentFolder = -100;
    private const uint Exchange = 2;

    /// <param name="next">Takes the place of <paramref name="folder"/>; afterwards what stood there, if something did.</param>
    /// <param name="folder">May be absent.</param>
    public static void Run(string next, string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            // One call for tens of thousands of files: each by itself would take minutes.
            Sync();
        }
        if (!Directory.Exists(folder))
        {
            Directory.Move(next, folder);
        }
        else if (!Exchanged(next, folder))
        {
            var aside = next + ".aside";
            Directory.Move(folder, aside);
            Directory.Move(next, folder);
            Directory.Move(aside, next);
        }
        Mishap.Here("editions exchanged");
        FolderFlush.Run(Path.GetDirectoryName(folder)!);
        FolderFlush.Run(Path.GetDirectoryName(next)!);
    }

    private static bool Exchanged(string one, string other)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }
        try
        {
            return RenameAt(CurrentFolder, Encoding.UTF8.GetBytes(one + '\0'), CurrentFolder, Encoding.UTF8.GetBytes(other + '\0'), Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "sync")]
    private static extern void Sync();

    [DllImport("libc", EntryPoint = "renameat2")]
    private static extern int RenameAt(int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, uint flags);
}
