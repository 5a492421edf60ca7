using System.Globalization;
using Broadside.Articles.Comparing;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>Every version that readers had, and the way back to one.</summary>
[Needs(Right.Translate)]
public sealed class History(DeskArticleQueries articles, DeskAssets assets, VersionsOfArticle versions, StaffQueries staff, RestoreVersion restore, DiscardDraft discard) : ArticlePage(articles, assets)
{
    private const int PerPage = 30;

    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public IReadOnlyList<VersionsOfArticle.Listed> Versions { get; private set; } = [];

    /// <summary>The two that are chosen to be compared at first.</summary>
    public int? From { get; private set; }

    public int? To { get; private set; }

    public string? Older { get; private set; }

    /// <summary>A version that somebody wants back although a draft waits.</summary>
    public int? Replaces { get; private set; }

    /// <summary>In how many parts the draft differs from what readers have.</summary>
    public int ChangedParts { get; private set; }

    public bool MayWrite => Who.May(Right.Write) && Found!.IsTheirs;

    [BindProperty(SupportsGet = true)]
    public int? Before { get; set; }

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostRestoreAsync(int number, int? over, CancellationToken cancel)
    {
        var outcome = await restore.RunAsync(Id, number, over, Who, cancel);
        var answer = await EndAsync(outcome, $"/desk/articles/{Id}/publish", "restored", cancel);
        Replaces = outcome.Refusal?.Code == "restore_waits" && Found?.Draft is not null ? number : null;
        return answer;
    }

    public async Task<IActionResult> OnPostDiscardAsync(int revision, CancellationToken cancel) =>
        await EndAsync(await discard.RunAsync(Id, revision, Who, cancel), Here("history"), "discarded", cancel);

    public string NameOf(string? id) => id switch
    {
        null => "",
        "operator" => DeskWords.Of(HttpContext).Text("audit.operator"),
        _ => names.GetValueOrDefault(id, id),
    };

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        var all = await versions.LatestAsync(Id, Before, PerPage + 1, cancel);
        Versions = [.. all.Take(PerPage)];
        names = await staff.NamesAsync(cancel);
        Older = all.Count > PerPage ? Here("history?before=" + Versions[^1].Number.ToString(CultureInfo.InvariantCulture)) : null;
        var texts = Versions.Where(v => v.HasText).Take(2).Select(v => v.Number).ToList();
        (From, To) = (texts.Count > 1 ? texts[1] : null, texts.Count > 0 ? texts[0] : null);
        ChangedParts = Found is { Live: { } live, Written: not null, WouldBe: { } after } ? CompareContents.Run(live, after).Count(p => p.Change != PartChange.Same) : 0;
    }
}
