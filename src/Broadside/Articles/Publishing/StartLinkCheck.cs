using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Publishing;

/// <summary>Has every address that a draft links to looked at, in the background.</summary>
public sealed class StartLinkCheck(IDbContextFactory<NewsroomDb> dbs, JobQueue jobs, TimeProvider time)
{
    private const int Most = 200;

    /// <returns>How many are looked at.</returns>
    public async Task<Outcome<int>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(d => d.ArticleId == id, cancel) is not { } draft)
        {
            return new Refusal("unknown", "There is no draft of it.");
        }
        if (await Way.WhyNotAsync(db, id, Right.Translate, who, cancel) is { } why)
        {
            return why;
        }
        var addresses = ContentWalk.OutsideAddresses(JsonSerializer.Deserialize<ArticleContent>(draft.Content, CanonicalJson.Options)!).Take(Most).ToList();
        await db.Set<LinkLook>().Where(l => l.ArticleId == id).ExecuteDeleteAsync(cancel);
        db.AddRange(addresses.Select(a => new LinkLook { ArticleId = id, Address = a, At = time.GetUtcNow() }));
        await jobs.AddAsync(db, LookAtLinks.JobKind, id, cancel, uniqueKey: $"{LookAtLinks.JobKind} {id}");
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return addresses.Count;
    }
}
