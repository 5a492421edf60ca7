using Broadside.Articles;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Suggesting;

/// <summary>What was published is read for the record, when there is nothing more pressing: publishing never waits for it.</summary>
internal sealed class ReadAfterPublishing(JobQueue queue, IDbContextFactory<NewsroomDb> dbs) : Jobs.EventHandler<ArticlesPublished>
{
    // An import brings over an archive; its articles are read when somebody opens their record.
    private const int MostAtOnce = 20;

    protected override async Task HearAsync(ArticlesPublished news, CancellationToken cancel)
    {
        if (news.Ids.Count > MostAtOnce)
        {
            return;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        foreach (var article in news.Ids)
        {
            await queue.AddAsync(db, ReadArticle.JobKind, new ReadArticle.Order(article), cancel, priority: 9, uniqueKey: $"{ReadArticle.JobKind} {article}");
        }
        await db.SaveChangesAsync(cancel);
    }
}
