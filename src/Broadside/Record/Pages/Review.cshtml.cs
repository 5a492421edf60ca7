using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Dossiers;
using Broadside.Record.Suggesting;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Record.Pages;

/// <summary>An article's record beside its text: what is suggested is accepted, changed or rejected, one press each.</summary>
[Needs(Right.Translate)]
public sealed class Review(DeskArticleQueries articles, DeskAssets assets, RecordOfArticle records, DossierQueries dossiers, KeepClaim keep, DecideCards decide) : Articles.Pages.Publishing.ArticlePage(articles, assets)
{
    private const int Glimpse = 60;

    public ArticleRecord? Shown { get; private set; }

    public IReadOnlyList<Dossier> Dossiers { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    /// <param name="act">"accept", "reject", "merge"; "edit" and "new" with a form.</param>
    /// <param name="ids">Suggestions, with spaces between.</param>
    /// <param name="into">The event that a merged one is the same as.</param>
    /// <param name="ms">How long it was looked at, where a script counted.</param>
    /// <param name="kind">Of something new.</param>
    /// <param name="block">Its paragraph.</param>
    /// <param name="words">The words that say so.</param>
    /// <param name="start">Where in the paragraph.</param>
    /// <param name="form">What was typed.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IActionResult> OnPostAsync(string? act, string? ids, string? into, int? ms, SuggestionKind kind, string? block, string? words, int? start, ClaimForm form, CancellationToken cancel)
    {
        IReadOnlyList<string> chosen = [.. (ids ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var outcome = act switch
        {
            "accept" => await decide.AcceptAsync(Id, chosen, ms, Who, cancel),
            "reject" => await decide.RejectAsync(Id, chosen, ms, Who, cancel),
            "merge" => await decide.MergeAsync(Id, chosen, into ?? "", ms, Who, cancel),
            "edit" => await decide.EditAsync(Id, chosen, form, ms, Who, cancel),
            "new" => await keep.NewAsync(Id, kind, await keep.PickAsync(Id, block, words, start, cancel), form, Who, cancel) is { IsDone: false } failed ? failed.Refusal : 1,
            _ => new Refusal("unknown", "There is no such act."),
        };
        return await AnswerAsync(outcome, act == "reject" ? "record_rejected" : "record_accepted", chosen, cancel);
    }

    public async Task<IActionResult> OnPostKnownAsync(CancellationToken cancel) =>
        await AnswerAsync(await decide.AcceptKnownAsync(Id, Who, cancel), "record_known", [], cancel);

    public async Task<IActionResult> OnPostReadAsync(CancellationToken cancel) =>
        await AnswerAsync(await decide.ReadAgainAsync(Id, cancel), "record_read", [], cancel);

    /// <summary>The first words of a paragraph, to choose it by.</summary>
    public string Begin(string text) => text.Length <= Glimpse ? text : text[..Glimpse] + "…";

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        Shown = await records.ReadAsync(Id, cancel);
        Dossiers = await dossiers.OfArticleAsync(Id, cancel);
    }

    // A script is told what became of it; without one, the browser is led to the next card.
    private async Task<IActionResult> AnswerAsync(Outcome<int> outcome, string done, IReadOnlyList<string> chosen, CancellationToken cancel)
    {
        var isScript = Request.Headers.Accept.ToString().Contains("application/json", StringComparison.Ordinal);
        if (!outcome.IsDone && isScript)
        {
            return new JsonResult(new { outcome.Refusal.Code, outcome.Refusal.Field, Message = DeskWords.Of(DeskWords.Of(HttpContext), outcome.Refusal) }, CanonicalJson.Options) { StatusCode = DeskAnswer.StatusOf(outcome.Refusal) };
        }
        if (!outcome.IsDone)
        {
            return await EndAsync(outcome, "", done, cancel);
        }
        var now = await records.ReadAsync(Id, cancel);
        if (isScript)
        {
            return new JsonResult(new { now?.Decided, now?.Total, Open = now?.Cards.Where(c => c.IsOpen).Select(c => c.Id), Known = now?.KnownQuotes.Count }, CanonicalJson.Options);
        }
        var cards = now?.Cards.ToList() ?? [];
        var after = cards.FindLastIndex(c => chosen.Contains(c.Id) || c.Ids.Intersect(chosen).Any());
        var next = cards.Skip(after + 1).FirstOrDefault(c => c.IsOpen) ?? cards.FirstOrDefault(c => c.IsOpen);
        return Redirect($"/desk/articles/{Id}/record?done={done}" + (next is null ? "" : "#s-" + next.Id));
    }
}
