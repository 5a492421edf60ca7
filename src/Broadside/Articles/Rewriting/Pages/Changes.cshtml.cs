using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;

namespace Broadside.Articles.Rewriting.Pages;

[Needs(Right.EditOthers)]
public sealed class Changes(RewriteQueries rewrites) : DeskPage
{
    private const int PerPage = 50;

    public IReadOnlyList<Rewrite> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    public async Task OnGetAsync(string? before, CancellationToken cancel)
    {
        var rows = await rewrites.LatestAsync(before, PerPage + 1, cancel);
        Rows = [.. rows.Take(PerPage)];
        Older = rows.Count > PerPage ? "/desk/changes?before=" + Uri.EscapeDataString(Rows[^1].Id) : null;
    }

    public string Says(Rewrite row) => ChangeWords.Of(DeskWords.Of(HttpContext), RewriteSpec.Read(row.Spec));
}
