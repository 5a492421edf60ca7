using System.Runtime.InteropServices;
using System.Text;

namespace Broadside.Storage;

/// <summary>A second name for a file on the same disk, for files that are never changed. .NET has none; libc is asked.</summary>
public static class HardLink
{
    /// <returns>False where it cannot be: other disks, other systems.</returns>
    public static bool Make(string from, string to) =>
        !OperatingSystem.IsWindows() && Link(Encoding.UTF8.GetBytes(from + '\0'), Encoding.UTF8.GetBytes(to + '\0')) == 0;

    [DllImport("libc", EntryPoint = "link")]
    private static extern int Link(byte[] from, byte[] to);
}
