using System.Globalization;
using System.Text;
using Broadside.Kit;

namespace Broadside.Media;

/// <summary>Makes a sender's file name fit to be shown and offered: no path, no control or direction characters, at most 120 letters, and the extension of what the file is.</summary>
public static class FileName
{
    private const int Longest = 120;

    public static string Clean(string? name, MediaType type)
    {
        var last = Defence.IsOn("file-name") ? (name ?? "").Split('/', '\\')[^1] : name ?? "";
        var clean = new StringBuilder();
        foreach (var rune in last.EnumerateRunes().Where(IsFit))
        {
            if (clean.Length + rune.Utf16SequenceLength > Longest)
            {
                break;
            }
            clean.Append(rune);
        }
        var stem = Path.GetFileNameWithoutExtension(clean.ToString()).Trim('.', ' ');
        return $"{(stem.Length > 0 ? stem : type.Kind.ToString().ToLowerInvariant())}.{type.Extension}";
    }

    // U+FFFD stands for half a surrogate pair; Format holds the marks that turn "exe.jpg" round.
    private static bool IsFit(Rune rune) =>
        rune.Value is not (0xFFFD or '"' or '<' or '>' or ':' or '|' or '?' or '*')
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
