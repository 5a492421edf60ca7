using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Publishing;

/// <summary>Tells of links that were found dead when somebody last had them looked at.</summary>
internal sealed class CheckLinks(IDbContextFactory<NewsroomDb> dbs) : IPublishCheck
{
    public async Task<IReadOnlyList<Finding>> LookAsync(PublishCase about, CancellationToken cancel)
    {
        var addresses = ContentWalk.OutsideAddresses(about.Content);
        if (addresses.Count == 0)
        {
            return [];
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var bad = await db.Set<LinkLook>().AsNoTracking()
            .Where(l => l.ArticleId == about.Article.Id && addresses.Contains(l.Address) && (l.State == LinkLookState.Dead || l.State == LinkLookState.Unsure))
            .ToListAsync(cancel);
        return [.. bad.OrderBy(l => l.State).ThenBy(l => l.Address, StringComparer.Ordinal).Select(l => Of(l, about.Content))];
    }

    private static Finding Of(LinkLook look, ArticleContent content)
    {
        var (detail, block) = ($"{look.Address} ({look.Detail})", ContentWalk.BlockWith(content, look.Address)?.Id);
        return look.State == LinkLookState.Dead
            ? new Finding("dead_link", $"A link is dead: {detail}.", block, detail)
            : new Finding("unsure_link", $"A link gave no clear answer: {detail}.", block, detail);
    }
}
