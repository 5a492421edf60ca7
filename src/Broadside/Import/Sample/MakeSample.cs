using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import.Sample;

/// <summary>
/// Makes the sample outlet through the same use-cases as any other content. Harmless twice, and harmless in a newsroom at
/// work: what stands there already, its name and menus included, is left as it is.
/// </summary>
public sealed class MakeSample(IDbContextFactory<NewsroomDb> dbs, PublishArticles publish, WriteSiteRecord write, VersionStore versions, SiteRecord site, SampleMedia media, MakeSampleDossier dossier, AuditLog audit, TimeProvider time)
{
    internal const string Source = "sample";

    internal const string Why = "The sample outlet.";

    /// <summary>How many of each were made now.</summary>
    public sealed record Made(string Outlet, int Articles, int Pages, int Files, IReadOnlyList<string> Languages, string? Front)
    {
        public bool Nothing => Articles + Pages == 0;
    }

    public async Task<Made> RunAsync(Actor who, CancellationToken cancel)
    {
        var outlet = SampleOutlet.Read(time.GetUtcNow(), []);
        var fresh = await FreshAsync(outlet, cancel);
        var placed = await media.BringAsync(fresh, cancel);
        if (fresh.Count > 0)
        {
            await PublishAsync(outlet, [.. fresh.Select(c => SampleMedia.Place(c, placed))], who, cancel);
        }
        await dossier.RunAsync(who, cancel);
        return new Made(
            site.Read<Identity>(Identity.Part).Name,
            fresh.Count(c => c.Kind == ArticleKind.Article),
            fresh.Count(c => c.Kind == ArticleKind.Page),
            placed.Count,
            [.. fresh.Select(c => c.Language).Distinct().Order(StringComparer.Ordinal)],
            fresh.Count > 0 ? "/" : null);
    }

    /// <summary>Those that this newsroom never had; one that an editor took down stays down.</summary>
    private async Task<List<ArticleContent>> FreshAsync(SampleOutlet outlet, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var ids = outlet.Contents.Select(c => c.Id).ToList();
        var known = await db.Set<Article>().Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(cancel);
        return [.. outlet.Contents.ExceptBy(known, c => c.Id)];
    }

    // One transaction: after a crash there is either no sample or all of it; its dossier is made by the next run.
    private async Task PublishAsync(SampleOutlet outlet, IReadOnlyList<ArticleContent> contents, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        await AddDirectoryAsync(db, outlet, cancel);
        var also = new List<VersionDraft>(await write.DraftDirectoryAsync(db, who, Why, cancel));
        also.AddRange(new[]
        {
            IsUnset(Identity.Part, new Identity()) ? site.Draft(Identity.Part, outlet.Identity, who, Why) : null,
            IsUnset(Menus.Part, new Menus()) ? site.Draft(Menus.Part, outlet.Menus, who, Why) : null,
            IsUnset(Curation.Part, new Curation()) ? site.Draft(Curation.Part, outlet.Curation, who, Why) : null,
        }.OfType<VersionDraft>());
        await audit.AddAsync(db, who, "sample", Source, $"{contents.Count} articles and pages", cancel);
        await publish.RunAsync(db, writing, contents, who, Why, cancel, Source, also);
    }

    private bool IsUnset<T>(string part, T empty) where T : class, new() =>
        CanonicalJson.Bytes(site.Read<T>(part)).AsSpan().SequenceEqual(CanonicalJson.Bytes(empty));

    private static async Task AddDirectoryAsync(NewsroomDb db, SampleOutlet outlet, CancellationToken cancel)
    {
        var topics = await db.Set<Topic>().Select(t => t.Slug).ToListAsync(cancel);
        var people = await db.Set<Person>().Select(p => p.Slug).ToListAsync(cancel);
        db.AddRange(outlet.Topics.ExceptBy(topics, t => t.Slug).Select(t => new Topic
        {
            Slug = t.Slug,
            Name = t.Name,
            Description = t.Description,
            Position = t.Position,
            Source = Source,
        }));
        db.AddRange(outlet.People.ExceptBy(people, p => p.Slug).Select(p => new Person
        {
            Slug = p.Slug,
            Name = p.Name,
            Role = p.Role,
            Bio = p.Bio,
            Source = Source,
        }));
    }
}
