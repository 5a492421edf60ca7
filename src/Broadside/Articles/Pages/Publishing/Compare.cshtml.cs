using System.Globalization;
using Broadside.Articles.Comparing;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>Two texts of an article side by side, the words that differ marked.</summary>
[Needs(Right.Translate)]
public sealed class Compare(DeskArticleQueries articles, DeskAssets assets, VersionsOfArticle versions) : ArticlePage(articles, assets)
{
    /// <summary>What is shown; null where a side has no text.</summary>
    public IReadOnlyList<ComparedPart>? Parts { get; private set; }

    /// <summary>A version's number, "live" or "draft".</summary>
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>Shows what is the same on both sides too.</summary>
    [BindProperty(SupportsGet = true)]
    public bool All { get; set; }

    public int Changed { get; private set; }

    public int Hidden { get; private set; }

    public string Language { get; private set; } = "";

    public string AllAddress => Here($"compare?from={Uri.EscapeDataString(From ?? "")}&to={Uri.EscapeDataString(To ?? "")}&all=true");

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public string KindOf(ComparedPart part) => DeskWords.Of(HttpContext).Text((part.Block is null ? "field." : "block.") + part.Kind);

    public string Name(string? side)
    {
        var words = DeskWords.Of(HttpContext);
        return side is "draft" or "live" ? words.Text("compare." + side) : words.Text("compare.version", ("number", side ?? ""));
    }

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        if (await SideAsync(From, cancel) is not { } before || await SideAsync(To, cancel) is not { } after)
        {
            return;
        }
        var all = CompareContents.Run(before, after);
        Changed = all.Count(p => p.Change != PartChange.Same);
        Parts = [.. all.Where(p => All || p.Change != PartChange.Same)];
        (Hidden, Language) = (all.Count - Parts.Count, after.Language);
    }

    private async Task<ArticleContent?> SideAsync(string? side, CancellationToken cancel) => side switch
    {
        "draft" => Found!.Written is null ? null : Found.WouldBe,
        "live" => Found!.Live,
        _ => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? await versions.ContentAsync(Id, number, cancel) : null,
    };
}
