using System.Globalization;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>After publishing: where it is, what changed, and for thirty seconds the way back.</summary>
[Needs(Right.Translate)]
public sealed class Published(DeskArticleQueries articles, DeskAssets assets, PublishedChanges changes, ArticleQueries queries, VersionStore versions, StaffQueries staff, UndoPublication undo, IEnumerable<INextAct> nextActs, BaseAddress address, IOutlet outlet, TimeProvider time) : ArticlePage(articles, assets)
{
    public PublishedChanges.Found Changes { get; private set; } = new([], null);

    /// <summary>What else can be done with it now.</summary>
    public IReadOnlyList<NextAct> NextActs { get; private set; } = [];

    public string LiveUrl => address.Absolute(Found!.Live!.Address);

    public string? By { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The hour until which it can be undone, to the second; null when that is over or not theirs to do.</summary>
    public string? UndoUntil { get; private set; }

    public bool MayPublish => Who.May(Right.Publish) && Found!.IsTheirs;

    /// <summary>What happened at a place, as "updated: headline, text".</summary>
    public string Say(PublishedChanges.Changed place)
    {
        var words = DeskWords.Of(HttpContext);
        var what = string.Join(", ", place.What.Select(w => words.Text(w == "text" ? "published.text" : "field." + w).ToLowerInvariant()));
        return place switch
        {
            { How: null } => "",
            { How: PlaceChange.Updated, What.Count: > 0 } => words.Text("published.updated", ("what", what)),
            _ => words.Text("placechange." + place.How.ToString()!.ToLowerInvariant()),
        };
    }

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostUndoAsync(int number, CancellationToken cancel) =>
        await EndAsync(await undo.RunAsync(Id, number, Who, cancel), Here("publish"), "undone", cancel);

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        if (Found is not { Live: { } live, Entry: { } entry })
        {
            return;
        }
        Changes = await changes.FindAsync(entry, live, cancel);
        if (await queries.VersionAsync(Id, entry.Version.Number, cancel) is { } row && versions.Verifies(row) is { } envelope)
        {
            (By, At) = ((await staff.NamesAsync(cancel)).GetValueOrDefault(envelope.Who), envelope.At);
        }
        var acts = new List<NextAct>();
        foreach (var next in nextActs)
        {
            acts.AddRange(await next.OfAsync(entry, Who, cancel) is { } act ? [act] : Array.Empty<NextAct>());
        }
        NextActs = acts;
        if (MayPublish && entry.Version.SettledAt > time.GetUtcNow())
        {
            UndoUntil = TimeZoneInfo.ConvertTime(entry.Version.SettledAt, outlet.Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        }
    }
}
