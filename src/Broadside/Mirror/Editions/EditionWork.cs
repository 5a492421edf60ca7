using System.Collections.Concurrent;
using System.Globalization;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Mirror.Editions;

/// <summary>One edition while it is written into one folder.</summary>
/// <param name="pages">The live site's.</param>
/// <param name="media">The same.</param>
/// <param name="tree">The folder.</param>
/// <param name="paths">What belongs in the edition.</param>
/// <param name="disk">The flavour for <c>file://</c>, if it is that.</param>
/// <param name="kept">Another folder, where the newsroom keeps its own edition; null: this is that folder.</param>
/// <param name="show">Hears how far it is.</param>
internal sealed class EditionWork(EditionPages pages, EditionMedia media, EditionTree tree, IReadOnlyList<string> paths, DiskFlavour? disk, string? kept, Action<double, string> show)
{
    private const double RenderShare = 0.7;

    private readonly ConcurrentDictionary<string, KnownPage> done = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EditionFile> files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, KnownMedia> mediaDone = new(StringComparer.Ordinal);
    // Ten thousand pages read the same few thousand things: each name is held once.
    private readonly ConcurrentDictionary<string, string> words = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> lost = [];
    private readonly ConcurrentQueue<string> missing = [];
    private int rendered;
    private int removed;

    /// <summary>Every page that is in the edition, by address.</summary>
    public Dictionary<string, KnownPage> Pages => new(done, StringComparer.Ordinal);

    public Dictionary<string, KnownMedia> Media => new(mediaDone, StringComparer.Ordinal);

    /// <summary>The edition's files as they stand in the folder.</summary>
    public IReadOnlyCollection<EditionFile> Files => [.. files.Values];

    /// <summary>The same as the live site serves them, by which editions are told apart whatever their flavour.</summary>
    public IReadOnlyCollection<EditionFile> Plain => disk is null ? Files :
        [.. done.Select(p => new EditionFile(EditionPath.FileOf(p.Key), p.Value.Sha256, p.Value.Size)), .. mediaDone.Select(m => new EditionFile(NameOf(m.Key), m.Value.Sha256, m.Value.Size))];

    /// <param name="known">From the last edition; null: nothing is.</param>
    /// <param name="stale">Says of a known page whether it must be rendered; null: all must.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task RenderAsync(EditionState? known, Func<KnownPage, bool>? stale, CancellationToken cancel)
    {
        tree.Begin();
        var missed = new ConcurrentBag<string>();
        Parallel.ForEach(paths, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, path =>
        {
            if (stale is null || !known!.Pages.TryGetValue(path, out var page) || stale(page) || !IsThere(path, page))
            {
                missed.Add(path);
            }
        });
        // In the order of their addresses, neighbours show much the same articles.
        var wanted = missed.Order(StringComparer.Ordinal).ToList();
        var count = 0;
        await pages.TakeAllAsync(wanted, (path, page) =>
        {
            Take(path, page);
            var at = Interlocked.Increment(ref count);
            if (at % 50 == 0 || at == wanted.Count)
            {
                show(RenderShare * at / wanted.Count, string.Create(CultureInfo.InvariantCulture, $"page {at} of {wanted.Count}"));
            }
            return ValueTask.CompletedTask;
        }, cancel);
        rendered = wanted.Count;
    }

    /// <summary>Brings the media files that the pages name.</summary>
    public async Task BringMediaAsync(EditionState? known, CancellationToken cancel)
    {
        var names = done.Values.SelectMany(p => p.Media).ToHashSet(StringComparer.Ordinal);
        var count = 0;
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancel }, async (name, token) =>
        {
            await BringAsync(name, known?.Media.GetValueOrDefault(name), token);
            var at = Interlocked.Increment(ref count);
            if (at % 50 == 0 || at == names.Count)
            {
                show(RenderShare + ((1 - RenderShare) * at / names.Count), string.Create(CultureInfo.InvariantCulture, $"media file {at} of {names.Count}"));
            }
        });
    }

    /// <summary>Puts what checks the others in its place, last; only then removes what no longer belongs.</summary>
    public void Finish((byte[] Manifest, byte[] Sums, byte[] Signature) signed)
    {
        Mishap.Here("edition files written");
        tree.Sign(EditionPath.Manifest, signed.Manifest);
        tree.Sign(EditionPath.Sums, signed.Sums);
        Mishap.Here("edition half signed");
        tree.Sign(EditionPath.Signature, signed.Signature);
        FolderFlush.Run(Path.GetDirectoryName(tree.Of(EditionPath.Sums))!);
        Mishap.Here("edition signed");
        removed = tree.Clean(files.Keys.Append(EditionPath.Manifest).Append(EditionPath.Sums).Append(EditionPath.Signature).ToHashSet(StringComparer.Ordinal));
    }

    public EditionReport Report(long number, string folder) => new()
    {
        Number = number,
        Folder = folder,
        Files = files.Count + 3,
        Bytes = files.Values.Sum(f => f.Size),
        Written = tree.Written,
        Removed = removed,
        Rendered = rendered,
        StandIns = mediaDone.Values.Count(m => m.IsStandIn),
        Lost = [.. lost.Order(StringComparer.Ordinal)],
        Missing = [.. missing.Order(StringComparer.Ordinal)],
    };

    // Stands in the folder, or is taken over from the newsroom's own edition.
    private bool IsThere(string path, KnownPage page)
    {
        var name = EditionPath.FileOf(path);
        if (disk is null && tree.Has(name, page.Sha256, page.Size))
        {
            files[name] = new EditionFile(name, page.Sha256, page.Size);
        }
        else if (Kept(name, page) is { } bytes)
        {
            Keep(path, bytes, page.Sha256);
        }
        else
        {
            return false;
        }
        done[path] = page;
        return true;
    }

    // What stands there is believed by its hash alone.
    private byte[]? Kept(string name, KnownPage page)
    {
        if (kept is null || new FileInfo(Path.Combine(kept, name)) is not { Exists: true } file || file.Length != page.Size)
        {
            return null;
        }
        var bytes = File.ReadAllBytes(file.FullName);
        return CanonicalJson.Sha256(bytes) == page.Sha256 ? bytes : null;
    }

    private static string NameOf(string media) => "media/" + media;

    private void Take(string path, EditionPage? page)
    {
        if (page is null)
        {
            lost.Enqueue(path);
            return;
        }
        var named = new SortedSet<string>(StringComparer.Ordinal);
        MediaNames.In(page.Body, media => named.Add(media));
        var plain = CanonicalJson.Sha256(page.Body);
        done[path] = new KnownPage(plain, page.Body.Length, page.Status, Once(page.Notes), Once(named));
        Keep(path, page.Body, plain);
    }

    private string[] Once(IEnumerable<string> some) => [.. some.Select(word => words.GetOrAdd(word, word))];

    // As the folder's flavour has it.
    private void Keep(string path, byte[] body, string plain)
    {
        var name = EditionPath.FileOf(path);
        if (disk is null || !name.EndsWith(".html", StringComparison.Ordinal))
        {
            Keep((name, body), plain);
        }
        else
        {
            var changed = disk.Of(path, body);
            Keep((name, changed), CanonicalJson.Sha256(changed));
        }
        if (disk?.Beside(name, body) is { } beside)
        {
            Keep(beside, CanonicalJson.Sha256(beside.Script));
        }
    }

    private void Keep((string Name, byte[] Bytes) file, string sha256)
    {
        files[file.Name] = new EditionFile(file.Name, sha256, file.Bytes.Length);
        if (!tree.Has(file.Name, sha256, file.Bytes.Length))
        {
            tree.Write(file.Name, file.Bytes);
        }
    }

    private async Task BringAsync(string wanted, KnownMedia? known, CancellationToken cancel)
    {
        var name = NameOf(wanted);
        if (known is { IsStandIn: false } && tree.Has(name, known.Sha256, known.Size))
        {
            mediaDone[wanted] = known;
            files[name] = new EditionFile(name, known.Sha256, known.Size);
            return;
        }
        if (await media.FindAsync(wanted, cancel) is not { } source)
        {
            missing.Enqueue(wanted);
            return;
        }
        var info = new FileInfo(source.Path);
        var (size, ticks) = (info.Length, info.LastWriteTimeUtc.Ticks);
        var isKnown = known is not null && known.Size == size && known.WrittenTicks == ticks && known.IsStandIn == source.IsStandIn;
        var sha256 = source.Sha256 ?? (isKnown ? known!.Sha256 : await EditionMedia.HashAsync(source.Path, cancel));
        mediaDone[wanted] = new KnownMedia(sha256, size, ticks, source.IsStandIn);
        files[name] = new EditionFile(name, sha256, size);
        if (!tree.Has(name, sha256, size))
        {
            tree.Copy(name, source.Path, link: kept is null);
        }
    }
}
