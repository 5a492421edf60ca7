using Broadside.Media;

namespace Broadside.Mirror.Editions;

/// <summary>Finds the files of the media library that a page's bytes name, in links, in <c>srcset</c>, in feeds and in JSON.</summary>
public static class MediaNames
{
    private const int HashLength = 64;

    /// <param name="body">UTF-8.</param>
    /// <param name="take">Hears each name, as <c>{sha256}-640.webp</c>; some more than once.</param>
    public static void In(ReadOnlySpan<byte> body, Action<string> take)
    {
        while (body.IndexOf("media/"u8) is >= 0 and var at)
        {
            body = body[(at + "media/"u8.Length)..];
            var length = 0;
            while (length < body.Length && length < HashLength + 40 && IsNamePart(body[length]))
            {
                length++;
            }
            if (length > HashLength + 1 && IsHash(body[..HashLength]))
            {
                take(System.Text.Encoding.ASCII.GetString(body[..length]).TrimEnd('.'));
            }
        }
    }

    /// <summary>The hash of the original that a name belongs to.</summary>
    public static string HashOf(string name) => name[..HashLength];

    /// <summary>Null for an original.</summary>
    public static RenditionName? RenditionOf(string name) => RenditionName.Parse(name);

    private static bool IsHash(ReadOnlySpan<byte> text)
    {
        foreach (var letter in text)
        {
            if (letter is not (>= (byte)'0' and <= (byte)'9' or >= (byte)'a' and <= (byte)'f'))
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsNamePart(byte letter) => letter is >= (byte)'0' and <= (byte)'9' or >= (byte)'a' and <= (byte)'z' or (byte)'-' or (byte)'.';
}
