using System.Globalization;
using Broadside.Site.Pages;
using Broadside.Subscribers;
using Broadside.Themes;

namespace Broadside.Site.Subscribing;

/// <summary>Answers <c>/subscribe/me/TOKEN</c>: a subscriber's own page.</summary>
public sealed class PreferencesPage(PageMaker maker, OfferChoices offer, Choices choices)
{
    private static readonly int[] PauseDays = [7, 30, 90];

    /// <param name="path">The page's own.</param>
    /// <param name="subscriber">Whose it is.</param>
    /// <param name="said">Key of the words for what was just done.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Page> MakeAsync(string path, Subscriber subscriber, string? said, CancellationToken cancel)
    {
        var setting = maker.Begin(new PageNotes(), choices.Language(subscriber.Language));
        var words = setting.Words;
        var view = new PreferencesView
        {
            Action = path,
            Address = subscriber.Address,
            State = State(setting, subscriber),
            Said = said is null ? null : words.Text("subscribe.said." + said),
            IsOnList = subscriber.IsOnList,
            CanComeBack = subscriber.State != SubscriberState.Confirmed,
            Fields = offer.Of(words, subscriber.Cadence, [.. subscriber.TopicList()], subscriber.Language, subscriber.Zone, subscriber.Hour),
            Pauses = [.. PauseDays.Select(d => new ChoiceField(d.ToString(CultureInfo.InvariantCulture), words.Count("subscribe.pause_days", d), d == 30)), new("", words.Text("subscribe.pause_open"), false)],
            Known = [.. Facts(setting, subscriber)],
            Data = path + "/data.json",
        };
        var head = maker.Head(setting, words.Text("subscribe.me"), null) with { NoIndex = true };
        return await maker.MakeAsync("preferences", setting, maker.Frame(setting, path) with { Subscribe = null }, head, view, path, cancel);
    }

    private static string State(Setting setting, Subscriber subscriber) => subscriber.State == SubscriberState.Paused && subscriber.PausedUntil is { } until
        ? setting.Words.Text("subscribe.state.paused_until", ("date", setting.When(until).Text))
        : setting.Words.Text("subscribe.state." + subscriber.State.ToString().ToLowerInvariant());

    private static IEnumerable<KnownFact> Facts(Setting setting, Subscriber subscriber)
    {
        var words = setting.Words;
        var facts = new (string Key, string? Text)[]
        {
            ("address", subscriber.Address),
            ("state", State(setting, subscriber)),
            ("source", subscriber.Source),
            ("consent_source", subscriber.ConsentSource),
            ("consent_text", subscriber.ConsentText),
            ("created", When(setting, subscriber.CreatedAt)),
            ("asked", When(setting, subscriber.AskedAt)),
            ("confirmed", When(setting, subscriber.ConfirmedAt)),
            ("left", When(setting, subscriber.LeftAt)),
            ("soft_bounces", subscriber.SoftBounces == 0 ? null : words.Number(subscriber.SoftBounces)),
        };
        return facts.Where(f => !string.IsNullOrEmpty(f.Text)).Select(f => new KnownFact(words.Text("subscribe.known." + f.Key), f.Text!));
    }

    private static string? When(Setting setting, DateTimeOffset? at) => at is { } known ? setting.When(known).Full : null;
}
