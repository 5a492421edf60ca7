using System.Globalization;
using System.Text.RegularExpressions;

namespace Broadside.Mirror.Verifying;

/// <summary>The trusted comment of an edition's signature: <c>edition:N issued:INSTANT expires:INSTANT prev:HEX</c>, a dash for none.</summary>
internal sealed partial record TrustedFacts(long Number, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, string? Previous)
{
    public static TrustedFacts? Read(string comment)
    {
        var match = Form().Match(comment);
        return match.Success && long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number)
            && Instant(match.Groups[2].Value) is { } issued && Instant(match.Groups[3].Value) is { } expires
            ? new TrustedFacts(number, issued, expires, match.Groups[4].Value == "-" ? null : match.Groups[4].Value)
            : null;
    }

    /// <summary>Whether <c>edition.json</c> says the same.</summary>
    public bool Fits(EditionStatement said) =>
        said.Number == Number && said.IssuedAt == IssuedAt && said.ExpiresAt == ExpiresAt && said.Previous == Previous;

    private static DateTimeOffset? Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    [GeneratedRegex(@"^edition:(\d{1,18}) issued:(\S+) expires:(\S+) prev:([0-9a-f]{64}|-)$")]
    private static partial Regex Form();
}
