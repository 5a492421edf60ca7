using System.Collections.Concurrent;
using System.Globalization;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Site.Search.Carried;

/// <summary>
/// The index that every copy of the site carries along, so that readers find articles where no program answers them:
/// <c>/search/index.json</c> and the files that it tells of. Made from signed contents alone.
/// </summary>
public sealed class CarriedIndex : IPageSource
{
    private const string MediaType = "application/json; charset=utf-8";

    // A stretch's files are asked for one after the other, by as many at a time as there are stretches at hand: each holds megabytes.
    private const int Kept = 2;

    private readonly Catalogue catalogue;
    private readonly ArticleReader reader;
    private readonly SiteRecord site;
    private readonly Theme theme;
    private readonly RecentCache<string, IReadOnlyDictionary<string, byte[]>> made = new(Kept);
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyDictionary<string, byte[]>?>>> making = new(StringComparer.Ordinal);
    private long changes;
    private Table? table;

    public CarriedIndex(Catalogue catalogue, ArticleReader reader, SiteRecord site, Theme theme)
    {
        (this.catalogue, this.reader, this.site, this.theme) = (catalogue, reader, site, theme);
        catalogue.Changed += _ => Interlocked.Increment(ref changes);
    }

    public PageRender? Find(string path)
    {
        if (path == SearchShard.List)
        {
            return (notes, _) => Task.FromResult<Page?>(new Page(MediaType, List(notes)));
        }
        if (!path.StartsWith(SearchShard.Folder, StringComparison.Ordinal) || path[SearchShard.Folder.Length..].Split('/') is not [var name, var file])
        {
            return null;
        }
        return Stretches().ByName.TryGetValue(name, out var stretch) && stretch.Files().Contains(file)
            ? (notes, cancel) => RenderAsync(name, file, notes, cancel)
            : null;
    }

    /// <summary>Every address of the index.</summary>
    public IEnumerable<string> Paths() =>
        Stretches().All.SelectMany(stretch => stretch.Files().Select(file => $"{SearchShard.Folder}{stretch.Name}/{file}")).Prepend(SearchShard.List);

    private byte[] List(PageNotes notes)
    {
        notes.Note(ListKey.All);
        notes.Note(ListKey.Pages);
        return StretchFiles.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("v", 1);
            json.WriteString("small", SearchQuery.SmallWords);
            json.WriteStartObject("irregular");
            foreach (var (word, stem) in EnglishStem.Irregular)
            {
                json.WriteString(word, stem);
            }
            json.WriteEndObject();
            json.WriteStartArray("stretches");
            foreach (var stretch in Stretches().All)
            {
                json.WriteStartObject();
                json.WriteString("name", stretch.Name);
                json.WriteNumber("bits", stretch.Bits);
                // Of each article: days since the one before, of the first since 1970.
                json.WriteStartArray("days");
                var last = 0L;
                foreach (var day in stretch.Entries.Select(e => e.PublishedAt.ToUnixTimeSeconds() / 86_400))
                {
                    json.WriteNumberValue(day - last);
                    last = day;
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private async Task<Page?> RenderAsync(string name, string file, PageNotes notes, CancellationToken cancel)
    {
        notes.Note(SiteRecord.Subject(Identity.Part));
        if (!Stretches().ByName.TryGetValue(name, out var stretch))
        {
            return null;
        }
        Note(notes, stretch, file);
        // Noted first, then read: what came between the two is seen.
        if (!Stretches().ByName.TryGetValue(name, out stretch))
        {
            return null;
        }
        Note(notes, stretch, file);
        return await FilesAsync(stretch, cancel) is { } files && files.TryGetValue(file, out var bytes) ? new Page(MediaType, bytes) : null;
    }

    private static void Note(PageNotes notes, IndexStretch stretch, string file)
    {
        foreach (var read in stretch.Reads.Concat(stretch.Told(file)))
        {
            notes.Note(read);
        }
    }

    // Once however many ask; the same articles in the same versions make the same files.
    private async Task<IReadOnlyDictionary<string, byte[]>?> FilesAsync(IndexStretch stretch, CancellationToken cancel)
    {
        var identity = site.Read<Identity>(Identity.Part);
        var key = CanonicalJson.Sha256(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{stretch.Name} {identity.Language} {identity.TimeZone} {string.Join(' ', stretch.Entries.Select(e => e.Version.Seq))}")));
        if (made.TryGet(key, out var known))
        {
            return known;
        }
        var task = making.GetOrAdd(key, _ => new Lazy<Task<IReadOnlyDictionary<string, byte[]>?>>(() => Task.Run(() => MakeAsync(key, stretch, identity), CancellationToken.None)));
        return await task.Value.WaitAsync(cancel);
    }

    private async Task<IReadOnlyDictionary<string, byte[]>?> MakeAsync(string key, IndexStretch stretch, Identity identity)
    {
        try
        {
            var (words, zone) = (theme.Vocabulary.For(identity.Language), identity.Zone());
            var contents = new ArticleContent?[stretch.Entries.Count];
            var found = new IReadOnlyList<(string Stem, int Step)>[contents.Length];
            await Parallel.ForAsync(0, contents.Length, async (i, cancel) =>
            {
                contents[i] = await reader.ReadAsync(stretch.Entries[i], cancel);
                found[i] = contents[i] is { } content ? StretchFiles.Words(content) : [];
            });
            var files = StretchFiles.Make(stretch, contents, found, at => words.When(at, zone));
            made.Set(key, files);
            return files;
        }
        finally
        {
            making.TryRemove(key, out _);
        }
    }

    private Table Stretches()
    {
        var now = Interlocked.Read(ref changes);
        if (Volatile.Read(ref table) is { } known && known.Changes == now)
        {
            return known;
        }
        var all = IndexStretches.Cut([.. catalogue.Latest(ListKey.All, int.MaxValue).Reverse()], catalogue.Latest(ListKey.Pages, int.MaxValue));
        var fresh = new Table(now, all, all.ToDictionary(s => s.Name, StringComparer.Ordinal));
        Volatile.Write(ref table, fresh);
        return fresh;
    }

    private sealed record Table(long Changes, IReadOnlyList<IndexStretch> All, IReadOnlyDictionary<string, IndexStretch> ByName);
}
