using System.Text;

namespace Broadside.Storage;

/// <summary>A key in a file that only the program's user may read, made at the first use.</summary>
public static class KeyFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <param name="file">Where it lies.</param>
    /// <param name="make">A new one, as text, for the first use.</param>
    public static string Load(string file, Func<string> make)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            // Several programs may come to it in the same moment: the first one's key stays. (File.Move without overwriting looks
            // first and renames then, so that between the two another's key would be lost.)
            using var turn = FileLock.TakeAsync(Path.GetDirectoryName(file) + ".lock", CancellationToken.None).GetAwaiter().GetResult();
            if (!File.Exists(file))
            {
                AtomicFile.Write(file, Encoding.ASCII.GetBytes(make() + "\n"), Private);
            }
        }
        return File.ReadAllText(file).Trim();
    }
}
