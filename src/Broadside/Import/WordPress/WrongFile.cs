using System.Text;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>Says what a file is that is plainly no export, from the way it begins, before anything tries to read it as XML.</summary>
internal static class WrongFile
{
    private const int Enough = 4096;

    /// <summary>Null where it may be an export.</summary>
    public static Refusal? Of(string path)
    {
        if (Directory.Exists(path))
        {
            return new Refusal("not_wxr", $"{path} is a folder. Name the export files in it.", "file");
        }
        if (!File.Exists(path))
        {
            return new Refusal("no_file", $"There is no file {path}.", "file");
        }
        var start = new byte[Enough];
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            start = start[..file.ReadAtLeast(start, Enough, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Refusal("unreadable", $"{path} cannot be read: {e.Message}", "file");
        }
        return Why(start) is { } why ? new Refusal("not_wxr", $"{Path.GetFileName(path)}: This is no WordPress export (WXR): {why}", "file") : null;
    }

    private static string? Why(byte[] start)
    {
        if (start is [(byte)'P', (byte)'K', 3 or 5 or 7, ..] or [0x1F, 0x8B, ..])
        {
            return "it is a packed archive. Unpack it and name the XML file that is in it.";
        }
        if (start.AsSpan().IndexOfAnyExcept("\0"u8) < 0 || IsBinary(start))
        {
            return start.Length == 0 ? "line 1: the file is empty." : "line 1: it is no text.";
        }
        var text = Encoding.UTF8.GetString(start).TrimStart('\uFEFF', ' ', '\t', '\r', '\n', '\0');
        return text switch
        {
            "" => "line 1: the file is empty.",
            ['{' or '[', ..] => "line 1: it is JSON, not XML. In WordPress, choose Tools → Export → All content.",
            _ when text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) => "line 1: it is a web page. In WordPress, choose Tools → Export → All content; a saved page goes through `import page`.",
            _ => null,
        };
    }

    // UTF-16 has a zero beside every letter of the markup that an export begins with; other files have them anywhere.
    private static bool IsBinary(byte[] start)
    {
        var isWide = start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [(byte)'<', 0, ..] or [0, (byte)'<', ..];
        var odd = start.Count(b => b is < 9 or (> 13 and < 32));
        return !isWide && odd * 10 > start.Length;
    }
}
