using Broadside.Themes;

namespace Broadside.Subscribers;

/// <summary>What a subscriber may choose: languages that the interface speaks, time zones that the machine knows.</summary>
public sealed class Choices(Theme theme, IOutlet outlet)
{
    /// <summary>Code and own name.</summary>
    public IEnumerable<(string Code, string Name)> Languages => theme.Vocabulary.All.Select(w => (w.Language, w.Name));

    /// <summary>The language as it is spoken here; the outlet's own where it is not.</summary>
    public string Language(string? asked)
    {
        var main = Spoken(asked);
        return main is not null && theme.Vocabulary.For(main) is var words && words.Language == main ? main : WordsOf(outlet.Language).Language;
    }

    public Words WordsOf(string language) => theme.Vocabulary.For(language);

    /// <summary>The zone by its IANA name; the outlet's own where it is none.</summary>
    public string Zone(string? asked) => ZoneOrNone(asked) ?? OutletZone;

    public string OutletZone => ZoneOrNone(outlet.Zone.Id) ?? "UTC";

    /// <summary>Zones to choose from, by region and name, as <c>Europe/Madrid</c>.</summary>
    public static IReadOnlyList<string> Zones { get; } = [.. TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(IsPlace).Append("UTC").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static int? Hour(int? asked) => asked is >= 0 and <= 23 ? asked : null;

    private static string? ZoneOrNone(string? asked) =>
        asked is { Length: > 0 and <= 60 } && (asked == "UTC" || IsPlace(asked)) && TimeZoneInfo.TryFindSystemTimeZoneById(asked, out var zone) && zone.HasIanaId ? asked : null;

    private static bool IsPlace(string id) =>
        id.IndexOf('/', StringComparison.Ordinal) > 0 && !id.StartsWith("Etc/", StringComparison.Ordinal) && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');

    // "es" of "es-CO": the interface speaks languages, not regions.
    private static string? Spoken(string? language) =>
        language?.Trim().Split('-', '_')[0].ToLowerInvariant() is { Length: 2 or 3 } main && main.All(char.IsAsciiLetterLower) ? main : null;
}
