using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Publishing;

/// <summary>How the look at an article's links stands.</summary>
public sealed class LinkCheckQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <param name="All">Addresses in the text.</param>
    /// <param name="Looked">Of those that were asked for.</param>
    /// <param name="Waiting">Of those that were asked for.</param>
    public sealed record Progress(int All, int Looked, int Waiting);

    public async Task<Progress> ProgressAsync(ArticleContent content, CancellationToken cancel)
    {
        var all = ContentWalk.OutsideAddresses(content);
        if (all.Count == 0)
        {
            return new Progress(0, 0, 0);
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var states = await db.Set<LinkLook>().Where(l => l.ArticleId == content.Id && all.Contains(l.Address)).Select(l => l.State).ToListAsync(cancel);
        return new Progress(all.Count, states.Count(s => s != LinkLookState.Waiting), states.Count(s => s == LinkLookState.Waiting));
    }
}
