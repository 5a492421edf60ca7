using System.Globalization;

namespace Broadside.Articles;

/// <summary>The first 32 digits of a file's SHA-256, as the catalogue remembers which files are shown.</summary>
internal readonly record struct MediaKey(ulong High, ulong Low)
{
    /// <summary>Null for what is no SHA-256.</summary>
    public static MediaKey? Of(string sha256) =>
        sha256.Length >= 32 && Digits(sha256.AsSpan(0, 16)) is { } high && Digits(sha256.AsSpan(16, 16)) is { } low ? new MediaKey(high, low) : null;

    private static ulong? Digits(ReadOnlySpan<char> digits) =>
        ulong.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) ? number : null;
}
