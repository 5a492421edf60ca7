using Broadside.Site;

namespace Broadside.Mirror.Editions;

/// <summary>Every page of the live site, for whoever takes all of them: editions, backups, the drill.</summary>
public sealed class EditionPages(PageCache pages)
{
    /// <summary>Every address that belongs in an edition, in the order of their bytes; media files are not among them.</summary>
    public IReadOnlyList<string> Paths() => pages.Paths();

    /// <summary>The page's bytes, exactly as the live site serves them; null where no good copy of its content is left.</summary>
    public async Task<EditionPage?> TakeAsync(string path, CancellationToken cancel) =>
        await pages.TakeAsync(path, cancel) is var (page, notes)
            ? new EditionPage { Path = path, Body = page.Body, Status = page.Status, Notes = notes }
            : null;

    /// <summary>Takes many, several at a time, in no order.</summary>
    /// <param name="paths">Which.</param>
    /// <param name="take">Hears each; null where no good copy is left. Called from several threads.</param>
    /// <param name="cancel">Ends it.</param>
    public Task TakeAllAsync(IReadOnlyCollection<string> paths, Func<string, EditionPage?, ValueTask> take, CancellationToken cancel) =>
        Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, async (path, token) => await take(path, await TakeAsync(path, token)));
}
