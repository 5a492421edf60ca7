namespace Broadside.Media;

/// <summary>Looks at bytes for what they might pass for elsewhere.</summary>
internal static class Disguise
{
    /// <summary>
    /// True when compressed picture data hold something that another program could take for a page, a script or an archive.
    /// In honest data such a run of bytes is one in billions, and then all it costs is compressing the picture anew.
    /// </summary>
    public static bool IsIn(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("PK\u0003\u0004"u8) >= 0 || bytes.IndexOf("%PDF-"u8) >= 0 || HoldsMarkup(bytes);

    /// <summary>True for a colour profile that says it is sRGB, in a description of either kind (ASCII or UTF-16).</summary>
    public static bool IsSrgb(ReadOnlySpan<byte> profile) => profile.IndexOf("sRGB"u8) >= 0 || profile.IndexOf("s\0R\0G\0B"u8) >= 0;

    private static bool HoldsMarkup(ReadOnlySpan<byte> bytes)
    {
        for (var at = bytes.IndexOf((byte)'<'); at >= 0; bytes = bytes[(at + 1)..], at = bytes.IndexOf((byte)'<'))
        {
            var tag = bytes.Slice(at + 1, Math.Min(7, bytes.Length - at - 1));
            if (Begins(tag, "script"u8) || Begins(tag, "?php"u8) || Begins(tag, "html"u8) || Begins(tag, "body"u8) || Begins(tag, "svg "u8)
                || Begins(tag, "iframe"u8) || Begins(tag, "!docty"u8) || Begins(tag, "img "u8))
            {
                return true;
            }
        }
        return false;
    }

    private static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) =>
        text.Length >= word.Length && System.Text.Ascii.EqualsIgnoreCase(text[..word.Length], word);
}
