using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Record.Dossiers;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import.Sample;

/// <summary>Takes the sample outlet away again, as if it had never been: articles, pages, the dossier with its claims, people, topics, photos, and its menus and front page where they are still the sample's. What somebody edited stays.</summary>
public sealed class RemoveSample(IDbContextFactory<NewsroomDb> dbs, RemoveArticles remove, RemoveDossier removeDossier, ForgetSource forget, RemoveMedia media, WriteSiteRecord record, SiteRecord site, VersionStore versions, AuditLog audit, TimeProvider time)
{
    private const string Why = "The sample outlet was removed.";

    /// <summary>How many articles and pages went, and the titles of those that stay because somebody edited them. A dossier that stays keeps its articles.</summary>
    public sealed record Done(int Removed, IReadOnlyList<string> Kept);

    public async Task<Outcome<Done>> RunAsync(Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var (gone, kept) = await RemoveContentsAsync(db, who, cancel);
        await RemoveRestAsync(who, gone, kept.Count, cancel);
        return new Done(gone, kept);
    }

    /// <summary>How many articles and pages of the sample stand here.</summary>
    public async Task<int> CountAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Article>().CountAsync(a => a.Source == MakeSample.Source, cancel);
    }

    private async Task<(int Gone, List<string> Kept)> RemoveContentsAsync(NewsroomDb db, Actor who, CancellationToken cancel)
    {
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var articles = await db.Set<Article>().AsNoTracking().Where(a => a.Source == MakeSample.Source).OrderBy(a => a.Title).ToListAsync(cancel);
        var ids = articles.Select(a => a.Id).ToList();
        var drafts = await db.Set<Draft>().Where(d => ids.Contains(d.ArticleId)).Select(d => d.ArticleId).ToListAsync(cancel);
        var live = articles.Select(a => versions.Live(Article.Subject(a.Id))).OfType<LiveVersion>().Select(v => v.Seq).ToList();
        var rows = await db.Set<VersionRow>().AsNoTracking().Where(v => live.Contains(v.Seq)).ToListAsync(cancel);
        var own = rows.Where(r => versions.Verifies(r)?.Why == MakeSample.Why).Select(r => r.Subject).ToHashSet(StringComparer.Ordinal);
        var (dossier, also) = await RemoveDossierAsync(db, who, cancel);
        var needed = dossier is null ? [] : await db.Set<DossierArticle>().Where(a => a.Dossier == dossier.Slug).Select(a => a.Article).ToListAsync(cancel);
        var untouched = articles.Where(a => own.Contains(Article.Subject(a.Id)) && !drafts.Contains(a.Id) && !needed.Contains(a.Id)).Select(a => a.Id).ToList();
        await remove.RunAsync(db, writing, untouched, who, Why, cancel, also);
        return (untouched.Count, [.. articles.ExceptBy(untouched, a => a.Id).Select(a => a.Title), .. dossier is null ? Array.Empty<string>() : [dossier.Title]]);
    }

    /// <summary>The dossier that stays because somebody edited it, or what is signed when it goes.</summary>
    private async Task<(Dossier? Kept, IReadOnlyList<VersionDraft> Drafts)> RemoveDossierAsync(NewsroomDb db, Actor who, CancellationToken cancel)
    {
        var sample = SampleDossier.Read();
        if (await db.Set<Dossier>().AsNoTracking().SingleOrDefaultAsync(d => d.Slug == sample.Slug, cancel) is not { } dossier)
        {
            return (null, []);
        }
        return await RemoveDossier.IsAsMadeAsync(db, sample.Slug, sample.ClaimIds, sample.Claims.Sum(c => c.Words.Count), cancel)
            ? (null, await removeDossier.StageAsync(db, sample.Slug, sample.ClaimIds, sample.ActorIds, who, Why, cancel))
            : (dossier, []);
    }

    private async Task RemoveRestAsync(Actor who, int gone, int kept, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var files = await forget.RunAsync(db, MakeSample.Source, [], cancel);
        await audit.AddAsync(db, who, "remove sample", MakeSample.Source, $"{gone} removed, {kept} kept because they were edited", cancel);
        List<VersionDraft> parts = [.. await record.DraftDirectoryAsync(db, who, Why, cancel)];
        if (kept == 0)
        {
            var sample = SampleOutlet.Read(time.GetUtcNow(), []);
            parts.AddRange(new[] { Emptied(Identity.Part, sample.Identity, who), Emptied(Menus.Part, sample.Menus, who), Emptied(Curation.Part, sample.Curation, who) }.OfType<VersionDraft>());
        }
        await versions.CommitAsync(db, writing, parts, cancel);
        await media.ClearAsync(files, cancel);
    }

    // Only where it still says what the sample put there: an owner's own name and menus stay.
    private VersionDraft? Emptied<T>(string part, T sample, Actor who) where T : class, new() =>
        CanonicalJson.Bytes(site.Read<T>(part)).AsSpan().SequenceEqual(CanonicalJson.Bytes(sample)) ? site.Draft(part, new T(), who, Why) : null;
}
