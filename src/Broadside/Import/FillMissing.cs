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
/// nobody edited since. The queue is the table of missing files: whatever was done when it stopped is done.
/// </summary>
internal sealed class FillMissing(IDbContextFactory<NewsroomDb> dbs, AddMedia add, ImportSettings settings, PublishArticles publish, SaveDraft drafts, VersionStore versions, Catalogue catalogue, ArticleReader reader)
{
    private const int BatchFiles = 40;
    private const int MostAttempts = 5;
    private const int Parallel = 4;

    /// <summary>How many files came, and in how many places of this run's articles they were missing.</summary>
    public sealed record Done(int Files, int Places, IReadOnlyList<ImportWarning> Warnings);

    public async Task<Done> RunAsync(string run, UploadFolder? folder, bool fetch, Action<double> progress, CancellationToken cancel)
    {
        var queue = await QueueAsync(cancel);
        var warnings = new List<ImportWarning>();
        var (files, places, seen) = (0, 0, 0);
        using var download = new FileDownload(settings);
        foreach (var batch in queue.Chunk(BatchFiles))
        {
            var found = new ConcurrentDictionary<string, FoundMedia>(StringComparer.Ordinal);
            var failed = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
            await System.Threading.Tasks.Parallel.ForEachAsync(batch, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel }, async (file, stop) =>
            {
                var taken = await TakeAsync(file.Address, folder, fetch ? download : null, stop);
                if (taken?.Value is { } media)
                {
                    found[file.Key] = MediaIntake.Found(media, null);
                }
                else if (taken is not null)
                {
                    failed[file.Key] = taken.Refusal!.Message;
                }
            });
            warnings.AddRange(batch.Where(f => failed.ContainsKey(f.Key)).Select(f => new ImportWarning("fetch", f.Address, failed[f.Key])));
            files += found.Count;
            places += await ShowAsync(run, found, failed, cancel);
            progress((double)(seen += batch.Length) / queue.Count);
        }
        return new Done(files, places, warnings);
    }

    private async Task<List<(string Key, string Address)>> QueueAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<MissingFile>().AsNoTracking().Where(f => f.Attempts < MostAttempts).GroupBy(f => f.FileKey).Select(g => new { g.Key, Address = g.Min(f => f.Address) }).ToListAsync(cancel);
        return [.. rows.Select(r => (r.Key, r.Address!)).OrderBy(r => r.Key, StringComparer.Ordinal)];
    }

    // Null: not in the folder, and nobody asked to fetch it.
    private async Task<Outcome<MediaFile>?> TakeAsync(string address, UploadFolder? folder, FileDownload? download, CancellationToken cancel)
    {
        var about = new NewMedia(Path.GetFileName(UploadAddress.Key(address))) { SourceUrl = address, PrepareRenditions = false };
        if (folder?.Find(address, null) is { } path)
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return await add.RunAsync(file, about, cancel);
        }
        return download is null ? null : await download.RunAsync(address, body => add.RunAsync(body, about, cancel), cancel);
    }

    private async Task<int> ShowAsync(string run, ConcurrentDictionary<string, FoundMedia> found, ConcurrentDictionary<string, string> failed, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var keys = found.Keys.Concat(failed.Keys).ToList();
        var rows = await db.Set<MissingFile>().Where(f => keys.Contains(f.FileKey)).ToListAsync(cancel);
        foreach (var row in rows.Where(r => failed.ContainsKey(r.FileKey)))
        {
            (row.Attempts, row.Error) = (row.Attempts + 1, failed[row.FileKey]);
        }
        var targets = rows.Where(r => found.ContainsKey(r.FileKey)).Select(r => r.Target).Distinct().ToList();
        var items = await db.Set<ImportItem>().Where(i => targets.Contains(i.Target) && i.Kind != ImportItemKind.Tag).ToDictionaryAsync(i => i.Target, cancel);
        var articles = await db.Set<Article>().Where(a => targets.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        var stagedDrafts = await db.Set<Draft>().Where(d => targets.Contains(d.ArticleId)).ToDictionaryAsync(d => d.ArticleId, cancel);
        var live = new List<ArticleContent>();
        var places = 0;
        foreach (var target in targets)
        {
            var mine = rows.Where(r => r.Target == target && found.ContainsKey(r.FileKey)).ToList();
            if (!items.TryGetValue(target, out var item) || await ContentAsync(item, articles.GetValueOrDefault(target), stagedDrafts.GetValueOrDefault(target), cancel) is not { } content)
            {
                // Taken back or edited since: it is its editor's now.
                db.RemoveRange(mine);
                continue;
            }
            content = FillFigures.With(content, source => found.GetValueOrDefault(UploadAddress.Key(source)));
            if (articles[target].IsPublished)
            {
                live.Add(content);
            }
            else
            {
                await drafts.StageAsync(db, content, Actor.Operator, null, cancel);
            }
            item.Made++;
            item.MediaMissing = Math.Max(0, item.MediaMissing - mine.Count);
            places += item.Run == run ? mine.Count : 0;
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
        return places;
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
