using System.Buffers;
using System.Text;
using Broadside.Mail;

namespace Broadside.Subscribers;

/// <summary>A mail address as somebody gives it, and the key by which it is found again.</summary>
/// <param name="Text">NFC; the name before the @ as typed.</param>
/// <param name="Key">NFC, the name in lower case, the domain in ASCII and lower case.</param>
public readonly record struct SubscriberAddress(string Text, string Key)
{
    // RFC 5321 §4.5.3.1: 64 octets before the @, 254 in all; of UTF-8, as RFC 6531 counts them.
    private const int LongestName = 64;
    private const int Longest = 254;

    // What a mail server would need quotation marks for: no address that people have holds it.
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("<>()[]\\,;:\"@");

    /// <summary>Tolerant of blanks around it and of <c>mailto:</c>; null where it is no address.</summary>
    public static SubscriberAddress? From(string? text)
    {
        var given = (text ?? "").Trim();
        if (given.Length is 0 or > Longest + 20 || !IsWellFormed(given))
        {
            return null;
        }
        given = given.Normalize(NormalizationForm.FormC);
        given = given.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? given[7..] : given;
        var at = given.LastIndexOf('@');
        if (at < 1 || !IsName(given[..at]) || WireAddress.Domain(given) is not { } domain || !IsDomain(domain))
        {
            return null;
        }
        var address = new SubscriberAddress($"{given[..at]}@{given[(at + 1)..].ToLowerInvariant()}", $"{given[..at].ToLowerInvariant()}@{domain}");
        return Encoding.UTF8.GetByteCount(address.Text) <= Longest && Encoding.UTF8.GetByteCount(address.Key) <= Longest ? address : null;
    }

    // Normalizing throws on half a character; the sign for unreadable bytes means that a file was no UTF-8.
    private static bool IsWellFormed(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var used) != OperationStatus.Done
                || rune.Value == 0xFFFD || Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)
                || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.OtherNotAssigned or System.Globalization.UnicodeCategory.PrivateUse)
            {
                return false;
            }
            rest = rest[used..];
        }
        return true;
    }

    private static bool IsName(string name) =>
        name[0] != '.' && name[^1] != '.' && !name.Contains("..", StringComparison.Ordinal)
        && name.AsSpan().IndexOfAny(NotInNames) < 0 && Encoding.UTF8.GetByteCount(name) <= LongestName;

    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return labels.Length >= 2 && labels.All(l => l.Length is > 0 and <= 63 && l[0] != '-' && l[^1] != '-')
            && !labels[^1].All(char.IsAsciiDigit);
    }
}
