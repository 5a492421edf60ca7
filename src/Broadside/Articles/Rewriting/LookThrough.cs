using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>Looks through a stretch of articles for what a rewrite would change, and counts.</summary>
internal sealed class LookThrough(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue, VersionStore versions, JobQueue jobs)
{
    private const int Stretch = 500;
    private const int Samples = 20;

    public async Task RunAsync(Rewrite rewrite, CancellationToken cancel)
    {
        var spec = RewriteSpec.Read(rewrite.Spec);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await RowsAsync(db, rewrite.Position, cancel);
        var found = rows.AsParallel().AsOrdered().Select(r => Look(r, spec)).OfType<Found>().ToList();
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = await db.Set<Rewrite>().SingleAsync(r => r.Id == rewrite.Id, cancel);
        if (now.Step != rewrite.Step)
        {
            return;
        }
        var sampled = now.All;
        foreach (var item in found)
        {
            var sample = sampled++ < Samples ? item.Sample : null;
            db.Add(new RewriteItem { RewriteId = now.Id, ArticleId = item.Id, Hits = item.Hits, IsLive = item.IsLive, Sample = sample is null ? null : JsonSerializer.Serialize(sample, CanonicalJson.Options) });
        }
        now.Looked += rows.Count;
        now.Live += found.Count(f => f.IsLive);
        now.Drafts += found.Count(f => !f.IsLive);
        now.Scheduled += found.Count(f => f.IsScheduled);
        now.Hits += found.Sum(f => f.Hits);
        now.Step++;
        if (rows.Count < Stretch)
        {
            (now.State, now.Position) = (RewriteState.Ready, "");
        }
        else
        {
            now.Position = rows[^1].Id;
            await TakeRewriteStep.QueueAsync(jobs, db, now, cancel);
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }

    private static Task<List<Row>> RowsAsync(NewsroomDb db, string position, CancellationToken cancel) =>
        (from article in db.Set<Article>()
#pragma warning disable CA1309 // the database compares: ids are the same in every order of letters
         where string.Compare(article.Id, position) > 0
#pragma warning restore CA1309
         orderby article.Id
         join draft in db.Set<Draft>() on article.Id equals draft.ArticleId into drafts
         from draft in drafts.DefaultIfEmpty()
         select new Row(article.Id, article.ScheduledAt != null, draft == null ? null : draft.Content)).Take(Stretch).ToListAsync(cancel);

    private Found? Look(Row row, RewriteSpec spec)
    {
        var live = Live(row.Id, spec);
        var draft = row.Draft is null ? null : spec.Apply(JsonSerializer.Deserialize<ArticleContent>(row.Draft, CanonicalJson.Options)!);
        return live is null && draft is null
            ? null
            : new Found(row.Id, live is not null, draft is not null && row.IsScheduled, (live?.Hits ?? 0) + (draft?.Hits ?? 0), live?.Sample ?? draft?.Sample);
    }

    private RewriteSpec.Changed? Live(string id, RewriteSpec spec) =>
        catalogue.ById(id) is { IsGone: false } entry && spec.MayTouch(entry) && versions.Peek(entry.Version) is { } bytes
            ? spec.Apply(CanonicalJson.Read<ArticleContent>(bytes))
            : null;

    private sealed record Row(string Id, bool IsScheduled, string? Draft);

    private sealed record Found(string Id, bool IsLive, bool IsScheduled, int Hits, RewriteSample? Sample);
}
