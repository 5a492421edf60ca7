using System.Text;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Import.Hygiene;
using Broadside.Import.Pages;
using Broadside.Import.WordPress;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import;

/// <summary>Makes one draft article of each saved or fetched page; a page that came before is left as it is.</summary>
internal sealed class ImportPages(IDbContextFactory<NewsroomDb> dbs, ImportRuns runs, SaveDraft drafts, WriteSiteRecord record, VersionStore versions, FillMissing fill, ImportSettings settings, Ids ids, TimeProvider time)
{
    public const string Platform = "page";

    /// <param name="sources">Paths of files, or http and https addresses.</param>
    /// <param name="options">What the operator asked for.</param>
    /// <param name="progress">0 to 1, with a word for what is being done.</param>
    /// <param name="cancel">Between two pages.</param>
    /// <returns>A refusal when no page at all could be read.</returns>
    public async Task<Outcome<ImportReport>> RunAsync(IReadOnlyList<string> sources, ImportOptions options, Action<double, string> progress, CancellationToken cancel)
    {
        if (options.Media is { } given && !Directory.Exists(given))
        {
            return new Refusal("media", $"There is no folder {given}; --media wants the folder that the pictures were saved in.", "media");
        }
        var read = new List<Page>();
        var warnings = new List<ImportWarning>();
        Refusal? refusal = null;
        var fetch = new FetchPage(settings);
        foreach (var (source, number) in sources.Select((s, i) => (s, i)))
        {
            progress((double)number / sources.Count, $"Reading {Name(source)}");
            var page = await ReadAsync(source, options, fetch, cancel);
            if (page.IsDone)
            {
                read.Add(page.Value);
            }
            else
            {
                refusal ??= page.Refusal;
                warnings.Add(new ImportWarning(page.Refusal.Code, Name(source), page.Refusal.Message));
            }
        }
        if (read.Count == 0 && refusal is not null)
        {
            return refusal;
        }
        using var alone = options.DryRun ? null : await runs.AloneAsync(cancel);
        var counts = new ImportCounts();
        var run = options.DryRun ? null : await KeepAsync(sources, read, counts, cancel);
        if (run is not null && (options.Media is not null || options.Fetch))
        {
            var hosts = read.Select(p => p.Content.CanonicalUrl is { } url ? new Uri(url).Host : null).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
            var folder = options.Media is null ? null : new UploadFolder(options.Media, anyPath: true);
            await fill.RunAsync(run.Id, [""], folder, options.Fetch ? hosts : null, (done, all) => progress((double)done / all, $"Bringing pictures and files in: {done} of {all}"), cancel);
            warnings.AddRange(await fill.CountAsync(run.Id, counts, cancel));
        }
        if (run is null)
        {
            await CountAsync(read, counts, cancel);
        }
        var report = new ImportReport
        {
            Run = run?.Id,
            Source = string.Join(", ", sources.Select(Name)),
            Counts = counts,
            CanFetch = read.Exists(p => p.Sources.Count > 0),
            Warnings = [.. warnings, .. read.SelectMany(p => p.Warnings)],
            Hygiene = [.. read.SelectMany(p => p.Hygiene), .. Domains(read)],
        };
        if (run is not null)
        {
            await EndAsync(run, report, cancel);
        }
        return report;
    }

    private async Task<Outcome<Page>> ReadAsync(string source, ImportOptions options, FetchPage fetch, CancellationToken cancel)
    {
        var text = "";
        Uri? address = null;
        if (IsAddress(source, out var asked))
        {
            var fetched = await fetch.RunAsync(asked, cancel);
            if (!fetched.IsDone)
            {
                return fetched.Refusal;
            }
            (text, address) = fetched.Value;
        }
        else
        {
            var saved = await PageBytes.ReadAsync(source, cancel);
            if (!saved.IsDone)
            {
                return saved.Refusal;
            }
            text = PageBytes.Decode(saved.Value);
        }
        var parts = ReadPage.Read(text, Name(source), address, new HtmlReaderOptions { Keep = options.KeepsHost, Strip = host => options.Strip && !options.KeepsHost(host) && Suspects(text).Contains(host) });
        return parts.IsDone ? Make(parts.Value, source, text) : parts.Refusal;
    }

    private static HashSet<string> Suspects(string html) => [.. HtmlReader.Read(html).Notes.Where(n => n.Code == ReadCode.HiddenLink).Select(n => n.Domain).OfType<string>()];

    private Page Make(PageParts parts, string source, string text)
    {
        var label = $"“{parts.Title}” ({Name(source)})";
        var content = new ArticleContent
        {
            Id = ids.New(),
            Slug = Slug.From(parts.Title) is { Length: > 0 } slug ? slug : "page",
            Language = parts.Language,
            Title = parts.Title,
            Standfirst = parts.Standfirst,
            Bylines = [.. parts.Bylines.Select(n => new Byline(Slug.From(n), n)).Where(b => b.Slug.Length > 0)],
            Lead = parts.Lead,
            Blocks = parts.Blocks,
            PublishedAt = parts.PublishedAt,
            CanonicalUrl = parts.Address,
            FirstPublishedBy = parts.Address is null ? null : parts.SiteName ?? WebAddress.HostOf(parts.Address),
            FirstPublishedUrl = parts.Address,
        };
        var (hygiene, warnings) = BodyFindings.Of(new ReadBody(parts.Blocks, parts.Notes, []), parts.Title, label);
        var cuts = parts.Cuts.ToLookup(c => c.Code == PageCut.ForeignLine);
        return new Page(content, Key(source, parts), CanonicalJson.Sha256(Encoding.UTF8.GetBytes(text)))
        {
            Unknown = ContentWalk.Figures(content).Count(f => f.Media is null && f.Source is null),
            Sources = ContentWalk.Figures(content).Select(f => f.Source).OfType<string>().DistinctBy(UploadAddress.Key).ToDictionary(UploadAddress.Key, s => s, StringComparer.Ordinal),
            Warnings = [.. warnings, .. cuts[false].Select(c => new ImportWarning(c.Code, label, $"{c.Why} “{c.Text}”"))],
            Hygiene = [.. cuts[true].Select(c => new HygieneFinding(c.Code, label, c.Domain, c.Text, c.Why)), .. hygiene],
        };
    }

    // The same page saved twice is one: its own address tells, else its words do.
    private static string Key(string source, PageParts parts) =>
        parts.Address ?? (IsAddress(source, out var address) ? address.AbsoluteUri : CanonicalJson.Sha256(Encoding.UTF8.GetBytes(parts.Title))[..32]);

    private async Task<ImportRun> KeepAsync(IReadOnlyList<string> sources, List<Page> pages, ImportCounts counts, CancellationToken cancel)
    {
        var fingerprint = CanonicalJson.Sha256(Encoding.UTF8.GetBytes(string.Join('\n', pages.Select(p => p.Hash)) + ids.New()));
        var run = await runs.BeginAsync(Platform, string.Join(", ", sources.Select(Name)), fingerprint, cancel);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var people = (await db.Set<Person>().Select(p => p.Slug).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        foreach (var page in await NewAsync(db, pages, counts, cancel))
        {
            await drafts.StageAsync(db, page.Content, Actor.Operator, "import " + run.Id, cancel);
            foreach (var byline in page.Content.Bylines.Where(b => people.Add(b.Slug)))
            {
                db.Add(new Person { Slug = byline.Slug, Name = byline.Name, Source = "import " + run.Id });
                counts.People++;
            }
            db.AddRange(page.Sources.Select(s => new MissingFile { Target = page.Content.Id, FileKey = s.Key, Address = s.Value }));
            db.Add(new ImportItem { Platform = Platform, Site = "", SourceId = page.Key, Guid = "", Kind = ImportItemKind.Article, Target = page.Content.Id, Run = run.Id, SourceHash = page.Hash, Made = 1, MediaMissing = page.Missing });
            Count(counts, page);
        }
        var also = counts.People > 0 ? await record.DraftDirectoryAsync(db, Actor.Operator, "Imported from saved pages.", cancel) : [];
        await versions.CommitAsync(db, writing, also, cancel);
        return run;
    }

    private async Task CountAsync(List<Page> pages, ImportCounts counts, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var people = (await db.Set<Person>().Select(p => p.Slug).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        foreach (var page in await NewAsync(db, pages, counts, cancel))
        {
            counts.People += page.Content.Bylines.Count(b => people.Add(b.Slug));
            Count(counts, page);
        }
    }

    private static void Count(ImportCounts counts, Page page)
    {
        counts.Articles++;
        counts.Drafts++;
        counts.MediaMissing += page.Missing;
    }

    private static async Task<List<Page>> NewAsync(NewsroomDb db, List<Page> pages, ImportCounts counts, CancellationToken cancel)
    {
        var keys = pages.Select(p => p.Key).ToList();
        var known = (await db.Set<ImportItem>().AsNoTracking().Where(i => i.Platform == Platform && keys.Contains(i.SourceId)).Select(i => i.SourceId).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var fresh = pages.Where(p => known.Add(p.Key)).ToList();
        counts.Unchanged += pages.Count - fresh.Count;
        return fresh;
    }

    private async Task EndAsync(ImportRun run, ImportReport report, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var number = 0;
        db.AddRange(report.Warnings.Select(w => new ImportNote { Run = run.Id, Number = ++number, Kind = ImportNoteKind.Warning, Code = w.Code, Item = w.Item, Message = w.Message }));
        db.AddRange(report.Hygiene.Select(h => new ImportNote { Run = run.Id, Number = ++number, Kind = ImportNoteKind.Hygiene, Code = h.Code, Item = h.Item, Domain = h.Domain, Text = h.Text, Message = h.Reason }));
        db.Attach(run);
        (run.State, run.FinishedAt, run.Counts) = (ImportRunState.Done, time.GetUtcNow(), ImportRuns.Text(report.Counts));
        await db.SaveChangesAsync(cancel);
    }

    private static IReadOnlyList<HygieneFinding> Domains(List<Page> pages)
    {
        var hosts = pages.SelectMany(p => ContentWalk.Hosts(p.Content with { CanonicalUrl = null, FirstPublishedUrl = null }).Select(h => (Host: h, Page: p)));
        return [.. hosts.GroupBy(h => h.Host).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            var year = g.Min(h => h.Page.Content.PublishedAt?.Year);
            return new HygieneFinding("domain", g.First().Page.Content.Title, g.Key, null, $"linked in {g.Count()} {(g.Count() == 1 ? "page" : "pages")}{(year is null ? "" : $", first in {year}")}.");
        })];
    }

    private static bool IsAddress(string source, out Uri address) => Uri.TryCreate(source, UriKind.Absolute, out address!) && address.Scheme is "http" or "https";

    private static string Name(string source) => IsAddress(source, out var address) ? address.AbsoluteUri : Path.GetFileName(source);

    private sealed record Page(ArticleContent Content, string Key, string Hash)
    {
        /// <summary>Pictures of which the page tells no address.</summary>
        public int Unknown { get; init; }

        public int Missing => Unknown + Sources.Count;

        /// <summary>Where its pictures can be fetched, by their keys.</summary>
        public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();

        public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];

        public IReadOnlyList<HygieneFinding> Hygiene { get; init; } = [];
    }
}
