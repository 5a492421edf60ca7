using System.Globalization;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Pages;
using Broadside.Subscribers;
using Broadside.Themes;

namespace Broadside.Site.Subscribing;

/// <summary>Lays out what can be chosen: the outlet's sections, the interface's languages, hours and time zones.</summary>
public sealed class OfferChoices(Choices choices, SiteRecord site, Catalogue catalogue)
{
    /// <summary>Slugs of the sections that have articles.</summary>
    public IEnumerable<TopicCard> Topics => site.Read<TopicsPart>(TopicsPart.Part).Topics.Where(t => t.Parent is null && catalogue.Count(ListKey.Topic(t.Slug)) > 0);

    public ChoiceFields Of(Words words, Cadence cadence, IReadOnlyCollection<string> topics, string language, string? zone, int? hour)
    {
        var languages = choices.Languages.Where(l => Speaks(l.Code)).ToList();
        return new ChoiceFields
        {
            Cadences = [.. Enum.GetValues<Cadence>().Select(c => Named(c.ToString().ToLowerInvariant(), words, c == cadence))],
            Topics = [.. Topics.Select(t => new ChoiceField(t.Slug, t.Name, topics.Contains(t.Slug)))],
            Languages = languages.Count < 2 ? [] : [.. languages.Select(l => new ChoiceField(l.Code, l.Name, l.Code == language, l.Code))],
            Hours = [new("", words.Text("subscribe.hour_outlet"), hour is null), .. Enumerable.Range(0, 24).Select(h => new ChoiceField(h.ToString(CultureInfo.InvariantCulture), $"{h:00}:00", h == hour))],
            Zones = [.. Choices.Zones.Select(z => new ChoiceField(z, z.Replace('_', ' '), z == (zone ?? choices.OutletZone)))],
        };
    }

    private static ChoiceField Named(string cadence, Words words, bool isChosen) => new(cadence, words.Text("subscribe.cadence." + cadence), isChosen);

    // One may choose a language in which there is something to read, and the outlet's own.
    private bool Speaks(string code) =>
        code == PageMaker.MainLanguage(site.Read<Identity>(Identity.Part).Language) || catalogue.Languages().Any(l => PageMaker.MainLanguage(l) == code);
}
