using System.Security.Cryptography;
using System.Text;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import.WordPress;

/// <summary>
/// Writes a run's batches: what is new becomes a draft or a published article, what came before is counted, and the mark, the
/// counts and the report's lines are part of the same transaction. A dry run counts the same and writes nothing.
/// </summary>
internal sealed class KeepPosts(
    KeepPosts.Batch batch, IDbContextFactory<NewsroomDb> dbs, PublishArticles publish, SaveDraft drafts, Addresses addresses, VersionStore versions, SiteRecord record, FillMissing fill, ImportRuns runs, KeepDirectory directory, NameOutlet outlet, KeepComments comments, KeepOwn keepOwn, TimeProvider time)
{
    public sealed record Batch(ImportRun? Run, OldPeople People, OldTerms Terms, ImportOptions Options);

    private const string MediaRefused = "media_refused";

    private readonly List<ImportWarning> warnings = [];
    private readonly List<HygieneFinding> hygiene = [];

    // The first half of a hash for each item: an archive has a hundred thousand of them.
    private readonly HashSet<Guid> seen = [];
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);
    private readonly HashSet<string> given = new(StringComparer.Ordinal);
    private ImportCounts counts = batch.Run is null ? new ImportCounts() : ImportRuns.Counts(batch.Run);
    private int notes;
    private bool isNamed;
    private OwnSite? own;

    /// <summary>The key of the site that the current file came from.</summary>
    public string Site { get; set; } = "";

    /// <summary>What the current file says of that site.</summary>
    public WxrChannel Channel { get; set; } = new();

    /// <summary>What the current file says of the whole outlet, where this program wrote it.</summary>
    private OwnSite? Own => Channel.Own is { } said ? own?.Said == said ? own : own = new OwnSite(said, Channel.Site, Media is { } media ? media.Find : null) : null;

    public OldPeople People => batch.People;

    public OldTerms Terms => batch.Terms;

    /// <summary>Finds files that bodies show; null: nothing is here yet.</summary>
    public MediaIntake? Media { get; set; }

    private string Source => "import " + batch.Run?.Id;

    public async Task BeginAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await directory.LoadAsync(db, cancel);
        if (batch.Run is { } run)
        {
            notes = await db.Set<ImportNote>().Where(n => n.Run == run.Id).MaxAsync(n => (int?)n.Number, cancel) ?? 0;
            refused.UnionWith(await db.Set<ImportNote>().Where(n => n.Run == run.Id && n.Code == MediaRefused).Select(n => n.Item).ToListAsync(cancel));
        }
    }

    /// <summary>Items that were dealt with before the run was interrupted.</summary>
    public void Saw(IEnumerable<ReadPost> posts) => seen.UnionWith(posts.Select(KeyOf));

    public void Warn(IEnumerable<ImportWarning> more) => warnings.AddRange(more);

    public void Find(IEnumerable<HygieneFinding> more) => hygiene.AddRange(more);

    /// <param name="steps">What was read, in order.</param>
    /// <param name="file">With <paramref name="item"/>: where the run goes on if it is interrupted after this.</param>
    /// <param name="item">How many items of that file are done.</param>
    /// <param name="cancel">Before the transaction ends.</param>
    public async Task RunAsync(IReadOnlyList<PostStream.Step> steps, int file, int item, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var posts = steps.SelectMany(s => s.Posts).ToList();
        warnings.AddRange(steps.SelectMany(s => s.Warnings));
        warnings.AddRange((Media?.TakeRefused() ?? []).Where(r => refused.Add(r.Item)).Select(r => new ImportWarning(MediaRefused, r.Item, r.Message)));
        warnings.AddRange(posts.SelectMany(p => p.Warnings.Where(_ => p.Content is null)));
        if (!isNamed && Own is { } whole && !outlet.IsNamed)
        {
            isNamed = true;
            warnings.Add(NameOutlet.Told(whole.Identity()));
            await (batch.Run is { } mine ? keepOwn.NameAsync(whole, Site, mine.Id, cancel) : Task.CompletedTask);
        }
        if (batch.Run is not { } run)
        {
            NameIt(null, null);
            await CountAsync(db, await NewAsync(db, posts, cancel), cancel);
            return;
        }
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var also = new List<VersionDraft>();
        NameIt(db, also);
        var fresh = await NewAsync(db, posts, cancel);
        directory.Stage(db, counts, fresh, batch.People, batch.Terms, new OldSite(Channel), Own, Site, run.Id);
        also.AddRange(await directory.DraftsAsync(db, Source, cancel));
        foreach (var post in fresh)
        {
            await StageAsync(db, post, run, also, cancel);
        }
        Mark(db, run, file, item);
        var live = fresh.Where(p => p.IsPublished).Select(p => p.Content!).ToList();
        if (live.Count > 0)
        {
            await publish.RunAsync(db, writing, live, Actor.Operator, "Imported from WordPress.", cancel, Source, also, completed: done =>
            {
                CountRedirects(db, run, done);
                keepOwn.StageNext(db, fresh, done, Source);
            });
        }
        else
        {
            await versions.CommitAsync(db, writing, also, cancel);
        }
        (run.File, run.Item) = (file, item);
    }

    public async Task<ImportReport> EndAsync(string source, CancellationToken cancel)
    {
        if (batch.Run is not { } run)
        {
            counts.Media = Media?.Brought ?? 0;
            return new ImportReport { Source = source, Counts = counts, CanFetch = true, Warnings = warnings, Hygiene = hygiene };
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        warnings.AddRange(await fill.CountAsync(run.Id, counts, cancel));
        WriteNotes(db, run);
        db.Attach(run);
        (run.State, run.FinishedAt, run.Counts) = (ImportRunState.Done, time.GetUtcNow(), ImportRuns.Text(counts));
        Mishap.Here("import ending");
        var redirects = await directory.DraftRedirectsAsync(db, run.Id, Source, cancel);
        await versions.CommitAsync(db, writing, redirects is null ? [] : [redirects], cancel);
        return (await runs.ReportAsync(run.Id, cancel)).Value!;
    }

    // What no earlier run brought, each once.
    private async Task<List<ReadPost>> NewAsync(NewsroomDb db, List<ReadPost> posts, CancellationToken cancel)
    {
        var ids = posts.Where(p => p.Content is not null).Select(IdOf).Distinct().ToList();
        var known = await db.Set<ImportItem>().AsNoTracking()
            .Where(i => i.Platform == ImportWordPress.Platform && i.Site == Site && ids.Contains(i.SourceId))
            .ToDictionaryAsync(i => (i.SourceId, i.Guid), cancel);
        var fresh = new List<ReadPost>(posts.Count);
        foreach (var post in posts.Where(p => p.Content is not null))
        {
            if (!seen.Add(KeyOf(post)))
            {
                warnings.Add(new ImportWarning("twice", post.Label, "The export holds this item twice; the first one counts."));
            }
            else if (known.TryGetValue((IdOf(post), post.Guid), out var before))
            {
                counts.Unchanged++;
                if (before.SourceHash != post.Hash)
                {
                    warnings.Add(new ImportWarning("changed", post.Label, "It was imported before and has changed on the old site since; what stands here was left as it is."));
                }
            }
            else
            {
                fresh.Add(post);
                warnings.AddRange(post.Warnings);
                hygiene.AddRange(post.Hygiene);
            }
        }
        return fresh;
    }

    // With the first batch, so that the articles come into the outlet's own language.
    private void NameIt(NewsroomDb? db, List<VersionDraft>? also)
    {
        if (isNamed || outlet.Of(Channel) is not { } identity)
        {
            return;
        }
        isNamed = true;
        warnings.Add(NameOutlet.Told(identity));
        if (db is not null && record.Draft(Identity.Part, identity, Actor.Operator, "Imported from WordPress.") is { } draft)
        {
            also!.Add(draft);
            db.Add(new ImportItem { Platform = ImportWordPress.Platform, Site = Site, SourceId = "identity", Guid = batch.Run!.Id, Kind = ImportItemKind.Identity, Target = CanonicalJson.Sha256(draft.Content), Run = batch.Run.Id, SourceHash = "" });
        }
    }

    private async Task StageAsync(NewsroomDb db, ReadPost post, ImportRun run, List<VersionDraft> also, CancellationToken cancel)
    {
        var content = post.Content!;
        Count(post);
        if (post.Gone is { } gone)
        {
            also.Add(await keepOwn.StageGoneAsync(db, content, gone, Source, cancel));
        }
        else if (!post.IsPublished)
        {
            await drafts.StageAsync(db, content, Actor.Operator, Source, cancel);
            db.Set<Article>().Local.First(a => a.Id == content.Id).EmbargoedUntil = post.EmbargoedUntil;
        }
        if (comments.Stage(db, post, Source) is { } approved && post.IsPublished)
        {
            also.Add(approved);
        }
        db.Add(new ImportItem
        {
            Platform = ImportWordPress.Platform,
            Site = Site,
            SourceId = IdOf(post),
            Guid = post.Guid,
            Kind = content.Kind == ArticleKind.Page ? ImportItemKind.Page : ImportItemKind.Article,
            Target = content.Id,
            Run = run.Id,
            SourceHash = post.Hash,
            Made = 1,
            MediaMissing = post.Missing.Count,
        });
        db.AddRange(post.Missing.Select(m => new MissingFile { Target = content.Id, FileKey = m.Key, Address = m.Value }));
    }

    private void Count(ReadPost post)
    {
        counts.Articles += post.Content!.Kind == ArticleKind.Article ? 1 : 0;
        counts.Pages += post.Content.Kind == ArticleKind.Page ? 1 : 0;
        counts.Drafts += post.IsPublished ? 0 : 1;
        counts.Comments += post.Comments.Count;
        counts.MediaMissing += post.Missing.Count;
    }

    private async Task CountAsync(NewsroomDb db, List<ReadPost> fresh, CancellationToken cancel)
    {
        directory.Count(counts, fresh, batch.People, batch.Terms, new OldSite(Channel), Own);
        var untaken = await addresses.UntakenAsync(db, [.. fresh.Select(p => p.Content!)], cancel);
        foreach (var post in fresh)
        {
            Count(post);
            if (post.IsPublished)
            {
                var (_, address) = await addresses.GiveAsync(db, post.Content!, given, cancel, untaken);
                counts.Redirects += post.Content!.FormerAddresses.Count(a => a != address);
            }
        }
    }

    private void CountRedirects(NewsroomDb db, ImportRun run, IReadOnlyList<ArticleContent> published)
    {
        counts.Redirects += published.Sum(c => c.FormerAddresses.Count);
        var row = db.Entry(db.Set<ImportRun>().Local.First(r => r.Id == run.Id));
        row.Property(r => r.Counts).CurrentValue = ImportRuns.Text(counts);
    }

    private void Mark(NewsroomDb db, ImportRun run, int file, int item)
    {
        WriteNotes(db, run);
        var row = new ImportRun { Id = run.Id, Platform = run.Platform, Source = run.Source, Fingerprint = run.Fingerprint, State = run.State, StartedAt = run.StartedAt, File = file, Item = item, Counts = ImportRuns.Text(counts) };
        db.Update(row);
    }

    private void WriteNotes(NewsroomDb db, ImportRun run)
    {
        foreach (var warning in warnings)
        {
            db.Add(new ImportNote { Run = run.Id, Number = ++notes, Kind = ImportNoteKind.Warning, Code = warning.Code, Item = warning.Item, Message = warning.Message });
        }
        foreach (var finding in hygiene)
        {
            db.Add(new ImportNote { Run = run.Id, Number = ++notes, Kind = ImportNoteKind.Hygiene, Code = finding.Code, Item = finding.Item, Domain = finding.Domain, Text = finding.Text, Message = finding.Reason });
        }
        warnings.Clear();
        hygiene.Clear();
    }

    // Hand-made exports may lack numbers; then the item's own words tell it from others.
    private Guid KeyOf(ReadPost post) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{Site}\n{IdOf(post)}\n{post.Guid}")).AsSpan(0, 16));

    private static string IdOf(ReadPost post) => post.SourceId.Length > 0 ? post.SourceId : "#" + post.Hash[..16];
}
