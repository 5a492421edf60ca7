using Broadside.Articles;
using Broadside.Guard;

namespace Broadside.Site.Pages;

/// <summary>
/// Which people and topics have a page though nothing of theirs is published: those whom the masthead names, and those that the
/// editors put into a menu or on a front page. Who stands only under a draft is nobody's business yet.
/// </summary>
public sealed class PublicNames(SiteRecord site)
{
    public bool Person(string slug) =>
        site.Read<PeoplePart>(PeoplePart.Part).People.Any(p => p.Slug == slug && (!string.IsNullOrWhiteSpace(p.Role) || !string.IsNullOrWhiteSpace(p.Bio)));

    public bool Topic(string slug)
    {
        var (menus, path) = (site.Read<Menus>(Menus.Part), $"/topics/{slug}/");
        return site.Read<TopicsPart>(TopicsPart.Part).Topics.Any(t => t.Slug == slug)
            && (menus.Head.Concat(menus.Foot).Any(m => m.Address == path) || site.Read<Curation>(Curation.Part).Fronts.Any(f => f.Sections.Contains(slug)));
    }
}
