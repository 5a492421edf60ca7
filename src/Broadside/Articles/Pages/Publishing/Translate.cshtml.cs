using Broadside.Articles.Publishing;
using Broadside.Articles.Translating;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>A translation beside its source; of any article, in which languages there is it.</summary>
[Needs(Right.Translate)]
public sealed class Translate(DeskArticleQueries articles, DeskAssets assets, TranslationQueries queries, StartTranslation start, SaveTranslation save, MarkTranslated seen) : ArticlePage(articles, assets)
{
    // About so many letters stand on a line of the field.
    private const int LineLength = 50;

    public TranslationQueries.Sides? Sides { get; private set; }

    public IReadOnlyList<TranslationQueries.Sibling> Siblings { get; private set; } = [];

    [BindProperty]
    public string? Language { get; set; }

    public int Revision => Found!.Article.Revision;

    public bool MayWrite => Found!.IsTheirs;

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostBeginAsync(CancellationToken cancel)
    {
        var outcome = await start.RunAsync(Id, Language, Who, cancel);
        return outcome.IsDone ? Redirect($"/desk/articles/{outcome.Value.Id}/translate") : await EndAsync(outcome, "", "", cancel);
    }

    public async Task<IActionResult> OnPostSaveAsync(int revision, CancellationToken cancel)
    {
        var texts = Request.Form.Where(f => f.Key.StartsWith("t-", StringComparison.Ordinal)).ToDictionary(f => f.Key[2..], f => f.Value.ToString(), StringComparer.Ordinal);
        return await EndAsync(await save.RunAsync(Id, revision, texts, Who, cancel), Here("translate"), "translated", cancel);
    }

    public async Task<IActionResult> OnPostSeenAsync(int version, CancellationToken cancel) =>
        await EndAsync(await seen.RunAsync(Id, version, Who, cancel), Here("translate"), "translation_seen", cancel);

    /// <summary>What the person wrote, where it was refused; else what is kept.</summary>
    public string Sent(string name, string? kept) => Request.HasFormContentType && Request.Form.TryGetValue(name, out var sent) ? sent.ToString() : kept ?? "";

    public static int RowsOf(TranslationQueries.Pair pair) => Math.Clamp(Math.Max(pair.Text?.Length ?? 0, pair.Source.Sum(p => p.Text.Length)) / LineLength, 1, 20) + 1;

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        Sides = await queries.SidesAsync(Found!, Who, cancel);
        Siblings = await queries.SiblingsAsync(Found!.Article, cancel);
    }
}
