using System.Runtime.InteropServices;
using System.Text;

namespace Broadside.Storage;

/// <summary>
/// Puts a folder itself on the disk, after a file was moved into it: until then a power cut may take the new name back, though the
/// file's bytes are safe. .NET cannot open a folder, so libc is asked; Windows keeps names with the files and needs none of it.
/// </summary>
public static class FolderFlush
{
    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var handle = Open(Encoding.UTF8.GetBytes(folder + '\0'), 0);
        if (handle < 0)
        {
            throw new IOException($"The folder {folder} cannot be opened.");
        }
        _ = Sync(handle);
        _ = Close(handle);
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
