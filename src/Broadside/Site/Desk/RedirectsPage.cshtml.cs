using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Curating;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Site.Desk;

[Needs(Right.Curate)]
public sealed class RedirectsPage(SiteRecord site, PageCache cache, AddRedirect add, RemoveRedirect remove) : DeskPage
{
    private const int PerPage = 50;

    public string? From { get; private set; }

    public string? To { get; private set; }

    public string? Text { get; private set; }

    public IReadOnlyList<KeyValuePair<string, string>> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public void OnGet(string? q, string? after) => Load(q, after);

    public async Task<IActionResult> OnPostAsync(string? from, string? to, CancellationToken cancel)
    {
        var outcome = await add.RunAsync(from, to, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/front/redirects", "redirect_added");
        }
        (From, To) = (from, to);
        Load(null, null);
        return Refused(outcome.Refusal);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? path, CancellationToken cancel)
    {
        var outcome = await remove.RunAsync(path ?? "", HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/front/redirects", "redirect_removed");
        }
        Load(null, null);
        return Refused(outcome.Refusal);
    }

    public bool LeadsNowhere(string to) => !cache.Knows(to.Split('?', '#')[0]);

    private void Load(string? text, string? after)
    {
        Text = text;
        var rows = site.Read<Redirects>(Redirects.Part).Paths
            .Where(p => string.IsNullOrWhiteSpace(text) || p.Key.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase) || p.Value.Contains(text.Trim(), StringComparison.OrdinalIgnoreCase))
            .Where(p => string.IsNullOrEmpty(after) || string.CompareOrdinal(p.Key, after) > 0)
            .OrderBy(p => p.Key, StringComparer.Ordinal).Take(PerPage + 1).ToList();
        Rows = [.. rows.Take(PerPage)];
        var query = new QueryBuilder { { "after", Rows.Count > 0 ? Rows[^1].Key : "" } };
        if (!string.IsNullOrEmpty(text))
        {
            query.Add("q", text);
        }
        Next = rows.Count > PerPage ? "/desk/front/redirects" + query.ToQueryString() : null;
    }
}
