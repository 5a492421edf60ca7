using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Pages;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Site.Curating;

/// <summary>Signs what the editors put on a language's front page; readers have it the moment this returns.</summary>
public sealed class CurateFront(IDbContextFactory<NewsroomDb> dbs, SiteRecord site, VersionStore versions, Catalogue catalogue, AuditLog audit)
{
    /// <summary>The lead, two beside it, two under it.</summary>
    public const int MostLeads = 5;

    public const int MostSections = 60;

    /// <summary>What stands on that language's front page now.</summary>
    public FrontCuration Of(string language) =>
        site.Read<Curation>(Curation.Part).Fronts.FirstOrDefault(f => PageMaker.MainLanguage(f.Language) == language) ?? new FrontCuration(language, [], []);

    /// <summary>By which a form knows whether somebody changed the front page since it was opened.</summary>
    public string Mark(string language) => CanonicalJson.Sha256(CanonicalJson.Bytes(Of(language)))[..16];

    public async Task<Outcome<FrontCuration>> RunAsync(FrontCuration chosen, string mark, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        if (chosen.Lead.Count > MostLeads || chosen.Sections.Count > MostSections)
        {
            return new Refusal("front_full", $"At most {MostLeads} articles and {MostSections} sections can be chosen. Take one away.");
        }
        if (chosen.Lead.FirstOrDefault(id => catalogue.ById(id) is not { IsGone: false, IsPage: false }) is not null)
        {
            return new Refusal("front_gone", "One of the articles is not published any more. Take it away.");
        }
        var topics = site.Read<TopicsPart>(TopicsPart.Part).Topics;
        if (chosen.Sections.Any(slug => topics.All(t => t.Slug != slug) && catalogue.Count(ListKey.Topic(slug)) == 0))
        {
            return new Refusal("front_section", "One of the sections is no topic any more. Take it away.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var tidy = chosen with { Lead = [.. chosen.Lead.Distinct(StringComparer.Ordinal)], Sections = [.. chosen.Sections.Distinct(StringComparer.Ordinal)] };
        if (Same(Of(tidy.Language), tidy))
        {
            return tidy;
        }
        if (mark != Mark(tidy.Language))
        {
            return new Refusal("front_stale", "Somebody changed this front page since you opened it. Yours is below, not signed. Sign again to replace theirs.");
        }
        var others = site.Read<Curation>(Curation.Part).Fronts.Where(f => PageMaker.MainLanguage(f.Language) != tidy.Language);
        if (site.Draft(Curation.Part, new Curation { Fronts = [.. others, tidy] }, who, "The front page was arranged.") is { } draft)
        {
            await audit.AddAsync(db, who, "arrange front", "site/curation", tidy.Language, cancel);
            await versions.CommitAsync(db, writing, [draft], cancel);
        }
        return tidy;
    }

    private static bool Same(FrontCuration a, FrontCuration b) => a.Lead.SequenceEqual(b.Lead) && a.Sections.SequenceEqual(b.Sections);
}
