using Broadside.Articles;
using Broadside.Site.Search.Carried;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Editions;

/// <summary>
/// Keeps in mind which files of earlier editions an article stood in (its page, lists, feeds, pictures, the index), and once it is taken down, names
/// them all: mirrors and pulled copies delete them from every edition that they keep.
/// </summary>
public sealed class WithdrawFiles(IDbContextFactory<NewsroomDb> dbs, Catalogue catalogue, TimeProvider time)
{
    private const int Gone = 410;

    // Longer than anybody keeps old editions.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <returns>Hashes that nobody may serve any more, sorted.</returns>
    internal async Task<IReadOnlyList<string>> RunAsync(EditionState? known, EditionWork work, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var (pages, now) = (work.Pages, time.GetUtcNow());
        var present = work.Plain.Select(f => f.Sha256).ToHashSet(StringComparer.Ordinal);
        await using (var writing = await db.BeginWritingAsync(cancel))
        {
            var replaced = Replaced(known, pages, work.Media).Where(p => !present.Contains(p.Sha256)).Distinct();
            await db.AddRowsAsync("edition_past (sha256, subject, replaced_at)", "ON CONFLICT DO NOTHING", [.. replaced.Select(p => new object?[] { p.Sha256, p.Subject, Instants.Micros(now) })], cancel);
            foreach (var subjects in catalogue.Gone().Select(Article.Subject).Chunk(500))
            {
                // The words of those just gone stand in the index of each stretch whose titles told of them.
                var past = db.Set<PastFile>();
                var files = past.Where(p => subjects.Contains(p.Subject) && p.WithdrawnAt == null).Select(p => p.Sha256);
                var stretches = await past.Where(p => p.Subject.StartsWith(SearchShard.SubjectStart) && files.Contains(p.Sha256)).Select(p => p.Subject).Distinct().ToListAsync(cancel);
                await past.Where(p => (subjects.Contains(p.Subject) || stretches.Contains(p.Subject)) && p.WithdrawnAt == null).ExecuteUpdateAsync(p => p.SetProperty(x => x.WithdrawnAt, now), cancel);
            }
            var before = now - Kept;
            await db.Set<PastFile>().Where(p => p.ReplacedAt < before && p.WithdrawnAt == null).ExecuteDeleteAsync(cancel);
            await writing.CommitAsync(cancel);
        }
        var withdrawn = await db.Set<PastFile>().Where(p => p.WithdrawnAt != null).Select(p => p.Sha256).Distinct().ToListAsync(cancel);
        return [.. withdrawn.Where(sha256 => !present.Contains(sha256)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Sha256, string Subject)> Replaced(EditionState? known, Dictionary<string, KnownPage> pages, Dictionary<string, KnownMedia> media)
    {
        foreach (var (path, before) in known?.Pages ?? [])
        {
            var after = pages.GetValueOrDefault(path);
            if (after?.Sha256 == before.Sha256)
            {
                continue;
            }
            var subjects = before.Notes.Where(Article.IsSubject).ToList();
            foreach (var subject in subjects.Concat(before.Notes.Where(n => n.StartsWith(SearchShard.SubjectStart, StringComparison.Ordinal))))
            {
                yield return (before.Sha256, subject);
            }
            if (after?.Status != Gone || subjects.Count == 0)
            {
                continue;
            }
            // Its own pictures, unless others show them too.
            foreach (var name in before.Media.Where(name => !media.ContainsKey(name) && known!.Media.ContainsKey(name)))
            {
                yield return (known!.Media[name].Sha256, subjects[0]);
            }
        }
    }
}
