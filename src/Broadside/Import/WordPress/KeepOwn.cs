using System.Text.Json;
using Broadside.Articles;
using Broadside.Articles.Export;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import.WordPress;

/// <summary>Keeps what only an export of this program holds: the outlet's identity, menus and front pages, next versions in the making, what is left of withdrawn articles.</summary>
internal sealed class KeepOwn(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, SiteRecord site, Addresses addresses, TimeProvider time)
{
    private const string Why = "Imported from an export.";

    /// <summary>
    /// Names a newsroom that has no name yet, before its first article comes: addresses follow the outlet's pattern and zone.
    /// Menus and front pages come along where there are none.
    /// </summary>
    public async Task NameAsync(OwnSite own, string key, string run, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var drafts = new List<VersionDraft>();
        Add(ImportItemKind.Identity, "identity", site.Draft(Identity.Part, own.Identity(), Actor.Operator, Why));
        if (site.Read<Menus>(Menus.Part) is { Head.Count: 0, Foot.Count: 0 } && own.Menus is { } menus && menus.Head.Count + menus.Foot.Count > 0)
        {
            Add(ImportItemKind.SitePart, Menus.Part, site.Draft(Menus.Part, menus, Actor.Operator, Why));
        }
        if (site.Read<Curation>(Curation.Part).Fronts.Count == 0 && own.Curation is { Fronts.Count: > 0 } curation)
        {
            Add(ImportItemKind.SitePart, Curation.Part, site.Draft(Curation.Part, curation, Actor.Operator, Why));
        }
        await versions.CommitAsync(db, writing, drafts, cancel);

        void Add(ImportItemKind kind, string id, VersionDraft? draft)
        {
            if (draft is not null)
            {
                drafts.Add(draft);
                db.Add(new ImportItem { Platform = ImportWordPress.Platform, Site = key, SourceId = id, Guid = run, Kind = kind, Target = CanonicalJson.Sha256(draft.Content), Run = run, SourceHash = "" });
            }
        }
    }

    /// <summary>Puts next versions beside the articles that were just published in the caller's transaction.</summary>
    public void StageNext(NewsroomDb db, IReadOnlyList<ReadPost> posts, IReadOnlyList<ArticleContent> published, string source)
    {
        var live = published.ToDictionary(c => c.Id, StringComparer.Ordinal);
        foreach (var next in posts.Select(p => p.Next).OfType<ArticleContent>())
        {
            if (!live.TryGetValue(next.Id, out var content) || db.Set<Article>().Local.FirstOrDefault(a => a.Id == next.Id) is not { } article)
            {
                continue;
            }
            var placed = next with { Address = content.Address, FormerAddresses = content.FormerAddresses };
            var draft = new Draft
            {
                ArticleId = next.Id,
                BaseVersion = article.CurrentVersion,
                Content = JsonSerializer.Serialize(placed, CanonicalJson.Options),
                SavedBy = Actor.Operator.Name,
                SavedById = source,
                SavedAt = time.GetUtcNow(),
                Revision = ++article.Revision,
            };
            db.Add(draft);
            article.Stage = draft.State;
        }
    }

    /// <summary>An article of which nothing is shown but that it was withdrawn, and why: at the address that it had.</summary>
    /// <returns>What is to be signed.</returns>
    public async Task<VersionDraft> StageGoneAsync(NewsroomDb db, ArticleContent content, WxrGone gone, string source, CancellationToken cancel)
    {
        var slug = gone.Tombstone.Address.TrimEnd('/').Split('/')[^1];
        var dated = content with { Slug = slug, PublishedAt = gone.PublishedAt, Language = gone.Tombstone.Language };
        var (free, address) = await addresses.GiveAsync(db, dated, [], cancel);
        var entry = CatalogueEntry.OfDraft(dated with { Slug = free, Address = address }, null);
        entry.Former = [.. gone.Former.Append(gone.Tombstone.Address).Where(a => a != address).Distinct()];
        var article = new Article { Id = content.Id, Kind = content.Kind, Slug = free, Language = dated.Language, Title = content.Title, Source = source, CreatedAt = time.GetUtcNow() };
        article.Index(dated with { Slug = free }, time.GetUtcNow());
        (article.Address, article.State, article.Stage, article.CurrentVersion) = (address, ArticleState.TakenDown, ArticleState.TakenDown, 1);
        db.Add(article);
        return TakeDownArticle.Version(entry, gone.Tombstone with { Id = content.Id, Address = address }, Actor.Operator);
    }
}
