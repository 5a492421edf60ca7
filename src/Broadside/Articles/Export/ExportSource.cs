using System.Runtime.CompilerServices;
using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Export;

/// <summary>
/// Hands out articles one after the other, a few in memory at a time. What is published comes from signed versions; the
/// database is asked only for what was never signed: drafts, schedules, comments that were not approved.
/// </summary>
public sealed class ExportSource(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, Catalogue catalogue, ArticleReader reader)
{
    private const int Batch = 200;

    /// <summary>Ids of everything, published or not, in one order whatever the engine.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<Article>().Select(a => a.Id).ToListAsync(cancel);
        var published = versions.AllLive().Where(v => v.Kind != VersionKind.Remove && v.Subject.StartsWith("article/", StringComparison.Ordinal)).Select(v => v.Subject["article/".Length..]);
        return [.. rows.Union(published).Order(StringComparer.Ordinal)];
    }

    /// <summary>An article that has neither text nor tombstone is one of which no good copy is left.</summary>
    public async IAsyncEnumerable<ExportedArticle> ReadAsync(IReadOnlyList<string> ids, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var batch in ids.Chunk(Batch).Select(b => b.ToList()))
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var rows = await db.Set<Article>().AsNoTracking().Where(a => batch.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
            var drafts = await db.Set<Draft>().AsNoTracking().Where(d => batch.Contains(d.ArticleId)).ToDictionaryAsync(d => d.ArticleId, cancel);
            var signed = await SignedAsync(db, batch, cancel);
            var comments = (await db.Set<Comment>().AsNoTracking().Where(c => batch.Contains(c.ArticleId)).ToListAsync(cancel)).ToLookup(c => c.ArticleId);
            foreach (var id in batch)
            {
                yield return await ReadAsync(id, rows.GetValueOrDefault(id), drafts.GetValueOrDefault(id), comments[id], cancel) with { Versions = [.. signed[Article.Subject(id)]] };
            }
        }
    }

    // Rows that somebody wrote there are left out: nothing leaves as signed that was not.
    private async Task<ILookup<string, ExportedVersion>> SignedAsync(NewsroomDb db, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var subjects = ids.Select(Article.Subject).ToList();
        var found = new List<(string Subject, ExportedVersion Version)>();
        await foreach (var row in db.Set<VersionRow>().AsNoTracking().Where(v => subjects.Contains(v.Subject)).OrderBy(v => v.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (versions.Verifies(row) is not null)
            {
                using var envelope = JsonDocument.Parse(row.Envelope);
                found.Add((row.Subject, new ExportedVersion(envelope.RootElement.Clone(), row.Signature)));
            }
        }
        return found.ToLookup(f => f.Subject, f => f.Version, StringComparer.Ordinal);
    }

    private async Task<ExportedArticle> ReadAsync(string id, Article? row, Draft? saved, IEnumerable<Comment> comments, CancellationToken cancel)
    {
        var entry = catalogue.ById(id);
        var live = entry is null ? null : await reader.ReadAsync(entry, cancel);
        var draft = saved is null ? null : JsonSerializer.Deserialize<ArticleContent>(saved.Content, CanonicalJson.Options);
        var content = entry is null ? draft : live;
        return new ExportedArticle
        {
            Id = id,
            Kind = content?.Kind ?? (entry?.IsPage ?? row?.Kind == ArticleKind.Page ? ArticleKind.Page : ArticleKind.Article),
            State = entry is null ? row?.State ?? ArticleState.Draft : entry.IsGone ? ArticleState.TakenDown : ArticleState.Published,
            Title = content?.Title ?? row?.Title ?? id,
            Content = content,
            Draft = entry is null ? null : draft,
            Tombstone = entry is null ? null : await reader.ReadTombstoneAsync(entry, cancel),
            FormerAddresses = entry is { IsGone: true, Former.Length: > 0 } ? entry.Former : null,
            PublishedAt = entry is { IsGone: true } ? entry.PublishedAt : null,
            ScheduledAt = row?.ScheduledAt,
            ScheduleZone = row?.ScheduleZone,
            EmbargoedUntil = row?.EmbargoedUntil,
            // What was said under a withdrawn text goes with it.
            Comments = entry is { IsGone: true } ? [] : await CommentsAsync(id, comments, cancel),
        };
    }

    private async Task<IReadOnlyList<ExportedComment>> CommentsAsync(string id, IEnumerable<Comment> rows, CancellationToken cancel)
    {
        var signed = (await reader.ReadCommentsAsync(id, cancel)).Select(c => new ExportedComment(c.Id, c.Parent, CommentState.Approved, c.Author, c.AuthorUrl, c.Text, c.At));
        var others = rows.Select(c => new ExportedComment(c.Id, c.ParentId, c.State, c.Author, c.AuthorUrl, c.Text, c.WrittenAt));
        return [.. signed.Concat(others).DistinctBy(c => c.Id).OrderBy(c => c.At).ThenBy(c => c.Id, StringComparer.Ordinal)];
    }
}
