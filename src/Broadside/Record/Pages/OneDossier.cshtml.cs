using System.Text.Json;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Storage;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Pages;

/// <summary>One dossier: its articles in order, its parties and their line, the story so far, and what readers get of it.</summary>
[Needs(Right.Write)]
public sealed class OneDossier(IDbContextFactory<NewsroomDb> dbs, DossierQueries queries, ClaimQueries claims, ChangeDossier change, PublishDossier publish, WithdrawDossier withdraw, DossierArchive archive, ArticleListQueries list) : DeskPage
{
    private const int MostFound = 8;

    [FromRoute]
    public string Slug { get; set; } = "";

    public Dossier? Found { get; private set; }

    public DossierForm Form { get; private set; } = new();

    /// <summary>Its articles, in order.</summary>
    public IReadOnlyList<Articles.Article> Articles { get; private set; } = [];

    public IReadOnlyList<StorySentence> Story { get; private set; } = [];

    /// <summary>Sentences that the record itself would tell: one for each event that matters most.</summary>
    public IReadOnlyList<StorySentence> Proposed { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Events { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Parties { get; private set; } = [];

    /// <summary>What readers would get now.</summary>
    public PublishedDossier? Next { get; private set; }

    /// <summary>What readers have.</summary>
    public PublishedDossier? Live { get; private set; }

    public IReadOnlyList<ClaimConflict> Conflicts { get; private set; } = [];

    /// <summary>Articles that may be meant by what was typed.</summary>
    public IReadOnlyList<Articles.Article> Meant { get; private set; } = [];

    public string? Add { get; private set; }

    public bool MayChange => HttpContext.Actor().May(Right.Curate);

    private string Here => "/desk/dossiers/" + Slug;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Response.StatusCode = Found is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int? revision, DossierForm form, CancellationToken cancel)
    {
        var answer = await EndAsync(await change.FieldsAsync(Slug, form.Fields(), revision, HttpContext.Actor(), cancel), "dossier_saved", cancel);
        Form = form;
        return answer;
    }

    /// <param name="articles">As they stand in the form.</param>
    /// <param name="act">A press that moves one or takes it out.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IActionResult> OnPostArticlesAsync(string[] articles, string? act, CancellationToken cancel)
    {
        var ordered = OrderAct.Read(act) is { } press ? press.On(articles) : [.. articles];
        return await EndAsync(await change.ArticlesAsync(Slug, ordered, HttpContext.Actor(), cancel), "dossier_saved", cancel);
    }

    /// <summary>By id, address, or a part of its title.</summary>
    public async Task<IActionResult> OnPostAddAsync(string? add, CancellationToken cancel)
    {
        Add = add;
        var present = (await queries.FindAsync(Slug, cancel))?.Articles ?? [];
        var meant = await MeantAsync(add?.Trim() ?? "", cancel);
        if (meant.Count == 1)
        {
            return await EndAsync(await change.ArticlesAsync(Slug, [.. present, meant[0].Id], HttpContext.Actor(), cancel), "dossier_saved", cancel);
        }
        await LoadAsync(cancel);
        Meant = meant;
        return Refused(meant.Count == 0 ? new Refusal("dossier_no_article", "No article has this address or these words in its title.", "Add") : new Refusal("dossier_several", "Several articles may be meant. Choose one.", "Add"));
    }

    /// <param name="text">Sentences; an empty one is left out.</param>
    /// <param name="tells">For each, the event that it tells.</param>
    /// <param name="act">"take-N" takes a proposal.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IActionResult> OnPostStoryAsync(string?[] text, string?[] tells, string? act, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var picks = text.Select((t, i) => (Text: t, Event: ReadClaimForm.Clean(tells.ElementAtOrDefault(i)))).Where(p => !string.IsNullOrWhiteSpace(p.Text))
            .Select(p => new StoryPick(p.Text!, p.Event is { } id ? [id] : [], [])).ToList();
        if (OrderAct.Read(act) is { List: "take", What: var number } && int.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out var place) && place >= 0 && place < Proposed.Count)
        {
            picks.Add(new StoryPick(Proposed[place].Text, Proposed[place].Events, []));
        }
        return await EndAsync(await change.StoryAsync(Slug, picks, HttpContext.Actor(), cancel), "dossier_saved", cancel);
    }

    public async Task<IActionResult> OnPostPublishAsync(CancellationToken cancel) => await EndAsync(await publish.RunAsync(Slug, HttpContext.Actor(), cancel), "dossier_published", cancel);

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancel) => await EndAsync(await withdraw.RunAsync(Slug, HttpContext.Actor(), cancel), "dossier_withdrawn", cancel);

    private async Task<IActionResult> EndAsync<T>(Outcome<T> outcome, string done, CancellationToken cancel)
    {
        if (outcome.IsDone)
        {
            return Done(Here, done);
        }
        await LoadAsync(cancel);
        return Refused(DossierForm.AtControl(outcome.Refusal));
    }

    private async Task<IReadOnlyList<Articles.Article>> MeantAsync(string typed, CancellationToken cancel)
    {
        if (typed.Length == 0)
        {
            return [];
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var path = Uri.TryCreate(typed, UriKind.Absolute, out var uri) ? uri.AbsolutePath : typed;
        var exact = await db.Set<Articles.Article>().AsNoTracking().Where(a => a.Id == typed || a.Address == path).OrderBy(a => a.Id).Take(2).ToListAsync(cancel);
        return exact.Count == 1 ? exact : [.. (await list.LatestAsync(new ArticleListQueries.Filter { Text = typed }, null, MostFound, cancel)).Select(r => r.Article)];
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        if (await queries.FindAsync(Slug, cancel) is not { } whole)
        {
            return;
        }
        var words = DeskWords.Of(HttpContext);
        Found = whole.Dossier;
        Form = DossierForm.Of(whole.Dossier);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<Articles.Article>().AsNoTracking().Where(a => whole.Articles.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        Articles = [.. whole.Articles.Where(rows.ContainsKey).Select(id => rows[id])];
        Story = JsonSerializer.Deserialize<IReadOnlyList<StorySentence>>(whole.Dossier.Story, CanonicalJson.Options) ?? [];
        var all = await claims.OfDossierAsync(Slug, cancel);
        Events = [.. all.Events.Select(e => KeyValuePair.Create(e.Id, $"{DateSaid.Of(e.Edtf, words)}: {e.Label}"))];
        var told = Story.SelectMany(s => s.Events).ToHashSet(StringComparer.Ordinal);
        Proposed = [.. all.Events.Where(e => e.Salience == 3 && !told.Contains(e.Id)).Select(e => new StorySentence(SentenceOf(e, words), [e.Id], []))];
        Parties = await PartiesAsync(db, all, cancel);
        Conflicts = await claims.DossierConflictsAsync(Slug, cancel);
        Live = archive.Has(Slug) ? await archive.ReadAsync(Slug, cancel) : null;
        Next = (await publish.PreviewAsync(Slug, cancel)).Value;
    }

    // A beginning, to be written better by hand.
    private static string SentenceOf(EventRow e, Words words)
    {
        var label = e.Label.TrimEnd('.');
        var text = e.Edtf is null ? label : words.Text("dossier.sentence", ("date", DateSaid.Of(e.Edtf, words)), ("label", label));
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    private static async Task<IReadOnlyList<KeyValuePair<string, string>>> PartiesAsync(NewsroomDb db, ClaimQueries.Claims all, CancellationToken cancel)
    {
        var ids = all.Parts.Select(p => p.Actor).Distinct().ToList();
        var actors = await db.Set<ActorRow>().AsNoTracking().Where(a => ids.Contains(a.Id) && a.MergedInto == null || (a.Kind == ActorKind.State && a.MergedInto == null)).OrderBy(a => a.SortName).Take(300).ToListAsync(cancel);
        // Governments first: most lines are between two of them.
        return [.. actors.OrderBy(a => a.Kind != ActorKind.State).Select(a => KeyValuePair.Create(a.Id, a.Name))];
    }
}
