using System.Text.Json;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Export;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Themes;

namespace Broadside.Import.WordPress;

/// <summary>
/// What an export of this program says of the whole outlet, made fit for this one: pictures are those that are here, ids of
/// articles those that they get here, redirects lead to this site alone.
/// </summary>
/// <param name="said">As the file has it.</param>
/// <param name="site">The old site's address, without a slash at the end.</param>
/// <param name="find">Finds files that are here.</param>
internal sealed class OwnSite(WxrSite said, string site, Func<string, FoundMedia?>? find)
{
    private const int LongestName = 100;

    private readonly Dictionary<string, PersonCard> people = said.Site.People.DistinctBy(p => p.Slug).ToDictionary(p => p.Slug, StringComparer.Ordinal);
    private readonly Dictionary<string, int> positions = said.Site.Topics.DistinctBy(t => t.Slug).ToDictionary(t => t.Slug, t => t.Position, StringComparer.Ordinal);

    public WxrSite Said => said;

    /// <summary>Null for what is none, or of a later kind.</summary>
    public static WxrSite? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<WxrSite>(json, CanonicalJson.Options) is { V: 1, Files: not null, Site: { Identity.Name: not null, Menus: { Head: not null, Foot: not null }, Curation.Fronts: not null, Redirects: not null, People: not null, Topics: not null } } own ? own : null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    public IEnumerable<(string From, string To)> Redirects => said.Site.Redirects.Where(r => IsOwn(r.Key) && IsOwn(r.Value)).Select(r => (r.Key, r.Value));

    public Menus Menus => new() { Head = Items(said.Site.Menus.Head), Foot = Items(said.Site.Menus.Foot) };

    public Curation Curation => new() { Fronts = [.. said.Site.Curation.Fronts.Select(f => f with { Lead = [.. f.Lead.Select(id => OwnContent.IdOf(site, id))] })] };

    public int? PositionOf(string topic) => positions.TryGetValue(topic, out var position) ? position : null;

    /// <summary>The person of that name, with all that the outlet says of them; null where it lists none.</summary>
    public Person? Person(Byline byline, string source) => people.TryGetValue(byline.Slug, out var card)
        ? new Person
        {
            Slug = byline.Slug,
            Name = byline.Name,
            Role = card.Role,
            Bio = card.Bio,
            Photo = Picture(card.Photo)?.Media,
            Links = Articles.Person.LinksText([.. (card.Links ?? []).Select(l => WebAddress.Clean(l)).OfType<string>()]),
            Source = source,
        }
        : null;

    /// <summary>The identity; what this program could not have said of itself is left at what a new newsroom has.</summary>
    public Identity Identity()
    {
        var (own, usual) = (said.Site.Identity, new Identity());
        var logo = own is { LogoWidth: > 0, LogoHeight: > 0 } ? Picture(own.Logo) : null;
        return own with
        {
            Name = own.Name.Trim() is { Length: > 0 and <= LongestName } name ? name : usual.Name,
            Language = own.Language.Length is >= 2 and <= 12 && own.Language.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? own.Language : usual.Language,
            TimeZone = TimeZoneInfo.TryFindSystemTimeZoneById(own.TimeZone, out _) ? own.TimeZone : usual.TimeZone,
            Accent = own.Accent is { Length: 6 } && own.Accent.All(char.IsAsciiHexDigit) ? own.Accent : null,
            AddressPattern = IsPattern(own.AddressPattern) ? own.AddressPattern : usual.AddressPattern,
            Face = own.Face is { } face && Faces.All.ContainsKey(face) ? face : null,
            Look = own.Look is { } look && Looks.All.Contains(look) ? look : null,
            Logo = logo?.Media,
            LogoWidth = logo is null ? null : own.LogoWidth,
            LogoHeight = logo is null ? null : own.LogoHeight,
            PublishingPrinciples = Path(own.PublishingPrinciples),
            CorrectionsPolicy = Path(own.CorrectionsPolicy),
            OwnershipPage = Path(own.OwnershipPage),
        };
    }

    private FoundMedia? Picture(string? sha256) => sha256 is null ? null : find?.Invoke(site + MediaAddress.Root + said.Files.GetValueOrDefault(sha256, sha256));

    private static List<MenuItem> Items(IReadOnlyList<MenuItem> items) =>
        [.. items.Where(m => !string.IsNullOrWhiteSpace(m.Name) && (IsOwn(m.Address) || WebAddress.Clean(m.Address) == m.Address))];

    private static string? Path(string? address) => address is not null && IsOwn(address) ? address : null;

    // From the root, and nothing that a browser could read as another host's.
    private static bool IsOwn(string address) =>
        !Defence.IsOn("export-own-paths") || (address.Length is > 0 and < 500 && address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal)
        && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) && !address.Split('/', '?', '#').Any(part => part is "." or ".."));

    private static bool IsPattern(string pattern) =>
        IsOwn(pattern) && pattern.Contains("{slug}", StringComparison.Ordinal) && pattern.EndsWith('/')
        && new[] { "{year}", "{month}", "{day}", "{slug}" }.Aggregate(pattern, (left, word) => left.Replace(word, "", StringComparison.Ordinal)).All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_');
}
