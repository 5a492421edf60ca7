using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import;

/// <summary>
/// Takes back what a run made, as if it had never been: articles, pages, comments, redirects, and the people, topics, tags and
/// files that then stand on nothing. What somebody edited since stays.
/// </summary>
public sealed class UndoImport(IDbContextFactory<NewsroomDb> dbs, ImportRuns runs, RemoveArticles remove, ForgetSource forget, RemoveMedia media, VersionStore versions, WriteSiteRecord record, SiteRecord site, AuditLog audit)
{
    private const int BatchSize = 200;

    /// <summary>How many were removed, and the titles of those that stay because somebody edited them.</summary>
    public sealed record Done(int Removed, IReadOnlyList<string> Kept);

    public async Task<Outcome<Done>> RunAsync(string id, Actor who, Action<double> progress, CancellationToken cancel)
    {
        using var alone = await runs.AloneAsync(cancel);
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            var run = await db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel);
            if (run is null)
            {
                return new Refusal("unknown_run", $"There is no import {id}. `broadside import list` shows them all.", "run");
            }
        }
        var kept = new List<string>();
        var removed = 0;
        var items = await ItemsAsync(id, cancel);
        foreach (var batch in items.Chunk(BatchSize))
        {
            removed += await RemoveAsync(batch, id, who, kept, cancel);
            progress((double)(removed + kept.Count) / items.Count);
        }
        await EndAsync(id, who, kept.Count, removed, cancel);
        return new Done(removed, kept);
    }

    private async Task<List<ImportItem>> ItemsAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<ImportItem>().AsNoTracking().Where(i => i.Run == id).Where(ImportItem.IsContent).OrderBy(i => i.Target).ToListAsync(cancel);
    }

    private async Task<int> RemoveAsync(ImportItem[] batch, string run, Actor who, List<string> kept, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var ids = batch.Select(i => i.Target).ToList();
        var articles = await db.Set<Article>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        // The next version that came along is the import's too, until somebody saves it.
        var source = "import " + run;
        var drafts = await db.Set<Draft>().AsNoTracking().Where(d => ids.Contains(d.ArticleId) && d.SavedById != source).ToDictionaryAsync(d => d.ArticleId, d => d.Revision, cancel);
        var gone = new List<string>();
        foreach (var item in batch)
        {
            if (IsUntouched(item, articles.GetValueOrDefault(item.Target), drafts.TryGetValue(item.Target, out var revision) ? revision : null))
            {
                gone.Add(item.Target);
            }
            else
            {
                kept.Add(articles[item.Target].Title);
            }
        }
        await db.Set<ImportItem>().Where(i => i.Run == run && gone.Contains(i.Target)).Where(ImportItem.IsContent).ExecuteDeleteAsync(cancel);
        await db.Set<MissingFile>().Where(f => gone.Contains(f.Target)).ExecuteDeleteAsync(cancel);
        await remove.RunAsync(db, writing, gone, who, $"The import {run} was undone.", cancel);
        return gone.Count;
    }

    // An article that is gone altogether was removed by a person: nothing is left to take back but the memory of it.
    private bool IsUntouched(ImportItem item, Article? article, int? draftRevision)
    {
        if (article is null)
        {
            return true;
        }
        var live = versions.Live(Article.Subject(item.Target));
        return article.State switch
        {
            ArticleState.Published => live is not null && live.Number == item.Made && draftRevision is null,
            ArticleState.Draft => live is null && draftRevision == item.Made,
            ArticleState.TakenDown => live is { Kind: VersionKind.Takedown } && live.Number == item.Made && draftRevision is null,
            _ => false,
        };
    }

    private async Task EndAsync(string id, Actor who, int kept, int removed, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var source = "import " + id;
        var others = await db.Set<ImportItem>().Where(i => i.Run == id && (i.Kind == ImportItemKind.Tag || i.Kind == ImportItemKind.Redirect || i.Kind == ImportItemKind.Identity || i.Kind == ImportItemKind.SitePart)).ToListAsync(cancel);
        db.RemoveRange(others);
        var run = await db.Set<ImportRun>().SingleAsync(r => r.Id == id, cancel);
        run.State = ImportRunState.Undone;
        // Files of runs taken back earlier too: another run's article may have shown them until now.
        var undone = await db.Set<ImportRun>().Where(r => r.State == ImportRunState.Undone).Select(r => "import " + r.Id).ToListAsync(cancel);
        var files = await forget.RunAsync(db, source, undone, cancel);
        await audit.AddAsync(db, who, "undo import", source, $"{removed} removed, {kept} kept because they were edited", cancel);
        var why = $"The import {id} was undone.";
        List<VersionDraft> parts = [.. await record.DraftDirectoryAsync(db, who, why, cancel), .. Restored(others, who, why)];
        await versions.CommitAsync(db, writing, parts, cancel);
        await media.ClearAsync(files, cancel);
    }

    // The site record without what the run wrote there and nobody changed since.
    private IEnumerable<VersionDraft> Restored(List<ImportItem> items, Actor who, string why)
    {
        var paths = new Dictionary<string, string>(site.Read<Redirects>(Redirects.Part).Paths, StringComparer.Ordinal);
        var moved = items.Where(i => i.Kind == ImportItemKind.Redirect && paths.GetValueOrDefault(i.SourceId) == i.Target).ToList();
        moved.ForEach(m => paths.Remove(m.SourceId));
        if (moved.Count > 0 && site.Draft(Redirects.Part, new Redirects { Paths = paths }, who, why) is { } redirects)
        {
            yield return redirects;
        }
        foreach (var part in items.Where(i => i.Kind == ImportItemKind.SitePart && i.Target == versions.Live(SiteRecord.Subject(i.SourceId))?.Sha256))
        {
            if ((part.SourceId == Menus.Part ? site.Draft(Menus.Part, new Menus(), who, why) : site.Draft(Curation.Part, new Curation(), who, why)) is { } empty)
            {
                yield return empty;
            }
        }
        if (items.Exists(i => i.Kind == ImportItemKind.Identity && i.Target == versions.Live(SiteRecord.Subject(Identity.Part))?.Sha256) && site.Draft(Identity.Part, new Identity(), who, why) is { } identity)
        {
            yield return identity;
        }
    }
}
