using System.Collections.Concurrent;
using System.Text.Json;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Import.WordPress;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import;

/// <summary>
/// Brings in the files that imported articles lack, from a folder or from the old site, and shows them in the articles that
/// nobody edited since. The queue is the table of missing files: whatever was done when it stopped is done, and a run asks for
/// each file once.
/// </summary>
internal sealed class FillMissing(IDbContextFactory<NewsroomDb> dbs, AddMedia add, MediaQueries library, MediaStore store, ImportSettings settings, PublishArticles publish, SaveDraft drafts, VersionStore versions, Catalogue catalogue, ArticleReader reader, TimeProvider time)
{
    private const int BatchFiles = 40;
    private const int Parallel = 4;

    /// <param name="run">The run that asks.</param>
    /// <param name="sites">The old sites whose articles are completed; another one's uploads may have files of the same names.</param>
    /// <param name="folder">A copy of the uploads, if there is one.</param>
    /// <param name="oldHosts">Hosts of the old site, to be asked for what the folder lacks; null: nobody is asked.</param>
    /// <param name="progress">Files done and files in all.</param>
    /// <param name="cancel">Between two files; those that came are kept.</param>
    public async Task RunAsync(string run, IReadOnlyCollection<string> sites, UploadFolder? folder, IReadOnlySet<string>? oldHosts, Action<int, int> progress, CancellationToken cancel)
    {
        var queue = await QueueAsync(run, sites, cancel);
        using var download = oldHosts is null ? null : new FileDownload(settings, oldHosts, time);
        var done = 0;
        foreach (var batch in queue.Chunk(BatchFiles))
        {
            var found = new ConcurrentDictionary<string, FoundMedia>(StringComparer.Ordinal);
            var failed = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
            await System.Threading.Tasks.Parallel.ForEachAsync(batch, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel }, async (file, stop) =>
            {
                var taken = await TakeAsync(file.Address, run, folder, download, stop);
                if (taken?.Value is { } media)
                {
                    found[file.Key] = MediaIntake.Found(media, null);
                }
                else if (taken is not null)
                {
                    failed[file.Key] = taken.Refusal!.Message;
                }
                progress(Interlocked.Increment(ref done), queue.Count);
            });
            await ShowAsync(run, found, failed, cancel);
        }
    }

    /// <summary>What a run brought and what its items lack, asked of the tables, which know it whatever was interrupted how often.</summary>
    /// <returns>What it asked for in vain, and why.</returns>
    public async Task<IReadOnlyList<ImportWarning>> CountAsync(string run, ImportCounts counts, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var source = "import " + run;
        counts.Media = await db.Set<MediaFile>().CountAsync(m => m.Source == source, cancel);
        counts.MediaMissing = await db.Set<ImportItem>().Where(i => i.Run == run).SumAsync(i => i.MediaMissing, cancel);
        var failed = await db.Set<MissingFile>().AsNoTracking().Where(f => f.Run == run).ToListAsync(cancel);
        return [.. failed.DistinctBy(f => f.FileKey).OrderBy(f => f.FileKey, StringComparer.Ordinal).Select(f => new ImportWarning("fetch", f.Address, f.Error ?? ""))];
    }

    private async Task<List<(string Key, string Address)>> QueueAsync(string run, IReadOnlyCollection<string> sites, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var targets = db.Set<ImportItem>().Where(i => sites.Contains(i.Site)).Select(i => i.Target);
        var rows = await db.Set<MissingFile>().AsNoTracking().Where(f => f.Run != run && targets.Contains(f.Target)).GroupBy(f => f.FileKey).Select(g => new { g.Key, Address = g.Min(f => f.Address) }).ToListAsync(cancel);
        // The key is what articles name: an address that does not belong to it was put there by somebody else.
        return [.. rows.Select(r => (r.Key, r.Address!)).Where(r => UploadAddress.Key(r.Item2) == r.Key).OrderBy(r => r.Key, StringComparer.Ordinal)];
    }

    // Null: not in the folder, and nobody is to be asked.
    private async Task<Outcome<MediaFile>?> TakeAsync(string address, string run, UploadFolder? folder, FileDownload? download, CancellationToken cancel)
    {
        var about = new NewMedia(Path.GetFileName(UploadAddress.Key(address))) { SourceUrl = address, Source = "import " + run, PrepareRenditions = false };
        // A copy that the library refuses was named when the bodies were read; the old site's own may be better.
        if (folder?.Find(address, null) is { } path && await MediaIntake.TakeAsync(add, path, about, cancel) is { IsDone: true } copied)
        {
            return copied;
        }
        if (download is null)
        {
            return null;
        }
        // It may have come just before the last run was interrupted.
        return await library.FromAsync(address, cancel) is { } present && store.Has(present.Sha256)
            ? present
            : await download.RunAsync(address, body => add.RunAsync(body, about, cancel), cancel);
    }

    private async Task ShowAsync(string run, ConcurrentDictionary<string, FoundMedia> found, ConcurrentDictionary<string, string> failed, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var keys = found.Keys.Concat(failed.Keys).ToList();
        var rows = await db.Set<MissingFile>().Where(f => keys.Contains(f.FileKey)).ToListAsync(cancel);
        foreach (var row in rows.Where(r => failed.ContainsKey(r.FileKey)))
        {
            (row.Run, row.Attempts, row.Error) = (run, row.Attempts + 1, failed[row.FileKey]);
        }
        var here = rows.Where(r => found.ContainsKey(r.FileKey)).ToLookup(r => r.Target);
        var targets = here.Select(t => t.Key).ToList();
        var items = await db.Set<ImportItem>().Where(i => targets.Contains(i.Target)).Where(ImportItem.IsContent).ToDictionaryAsync(i => i.Target, cancel);
        var articles = await db.Set<Article>().Where(a => targets.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        var stagedDrafts = await db.Set<Draft>().Where(d => targets.Contains(d.ArticleId)).ToDictionaryAsync(d => d.ArticleId, cancel);
        var live = new List<ArticleContent>();
        foreach (var mine in here)
        {
            // What was taken back or edited since is its editor's now.
            if (items.TryGetValue(mine.Key, out var item) && await ContentAsync(item, articles.GetValueOrDefault(mine.Key), stagedDrafts.GetValueOrDefault(mine.Key), cancel) is { } content)
            {
                content = FillFigures.With(content, source => found.GetValueOrDefault(UploadAddress.Key(source)));
                (item.Made, item.MediaMissing) = (item.Made + 1, Math.Max(0, item.MediaMissing - mine.Count()));
                if (articles[mine.Key].IsPublished)
                {
                    live.Add(content);
                }
                else
                {
                    await drafts.StageAsync(db, content, Actor.Operator, null, cancel);
                }
            }
            db.RemoveRange(mine);
        }
        if (live.Count > 0)
        {
            await publish.RunAsync(db, writing, live, Actor.Operator, "Its missing pictures and files were found.", cancel);
        }
        else
        {
            await versions.CommitAsync(db, writing, [], cancel);
        }
    }

    // What import itself made last; null when somebody changed it since.
    private async Task<ArticleContent?> ContentAsync(ImportItem item, Article? article, Draft? draft, CancellationToken cancel)
    {
        if (article is { State: ArticleState.Draft } && draft?.Revision == item.Made)
        {
            return JsonSerializer.Deserialize<ArticleContent>(draft.Content, CanonicalJson.Options);
        }
        var isMine = article is { IsPublished: true } && draft is null && versions.Live(Article.Subject(item.Target))?.Number == item.Made;
        return isMine && catalogue.ById(item.Target) is { } entry ? await reader.ReadAsync(entry, cancel) : null;
    }
}
