using System.Text;
using Broadside.Kit;

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
            Make(file, make());
        }
        return File.ReadAllText(file).Trim();
    }

    // Two programs may come to it in the same moment: the first one's key stays.
    private static void Make(string file, string key)
    {
        var made = $"{file}.{Convert.ToHexStringLower(Ids.NewSecret(8))}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Private;
        }
        using (var stream = new FileStream(made, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(key + "\n"));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(made, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(made);
        }
    }
}
