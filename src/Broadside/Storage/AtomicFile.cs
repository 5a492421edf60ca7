using Broadside.Kit;

namespace Broadside.Storage;

/// <summary>Writes a whole file so that a reader, or a power cut, sees the old one or the new one and nothing between.</summary>
public static class AtomicFile
{
    public static void Write(string path, ReadOnlySpan<byte> bytes, UnixFileMode? mode = null)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }
        using (var file = new FileStream(temporary, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        Mishap.Here("file written aside");
        File.Move(temporary, path, overwrite: true);
        Mishap.Here("file in place");
    }
}
