using Broadside.Articles;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>Categories become topics, tags stay tags; anything else is somebody's plugin.</summary>
internal sealed class OldTerms
{
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byNumber = new(StringComparer.Ordinal);
    private readonly List<Topic> topics = [];
    private readonly List<Term> tags = [];
    private readonly List<Address> addresses = [];

    public OldTerms(IEnumerable<WxrTerm> terms)
    {
        var position = 0;
        var listed = terms.ToList();
        var parents = listed.Where(t => t.Taxonomy == "category").DistinctBy(t => t.Slug).ToDictionary(t => t.Slug, t => t.Parent, StringComparer.Ordinal);
        foreach (var term in listed)
        {
            var slug = SlugOf(term.Slug, term.Name);
            if (slug.Length == 0 || term.Taxonomy is not ("category" or "post_tag") || !names.TryAdd($"{term.Taxonomy} {slug}", Name(term.Name, slug)))
            {
                continue;
            }
            if (term.Taxonomy == "post_tag")
            {
                tags.Add(new Term(slug, Name(term.Name, slug)));
                addresses.Add(new Address("", $"tag/{Uri.UnescapeDataString(term.Slug)}", $"/tags/{slug}/"));
                continue;
            }
            byNumber.TryAdd(term.Id, slug);
            addresses.Add(new Address(term.Id, "category/" + Path(term.Slug, parents), $"/topics/{slug}/"));
            topics.Add(new Topic
            {
                Slug = slug,
                Name = Name(term.Name, slug),
                Description = PlainText.Of(term.Description) is { Length: > 0 } words ? words : null,
                Parent = SlugOf(term.Parent, "") is { Length: > 0 } parent && parent != slug ? parent : null,
                Position = position++,
            });
        }
    }

    /// <summary>What the channel lists, used or not.</summary>
    public IReadOnlyList<Topic> Topics => topics;

    public IReadOnlyList<Term> Tags => tags;

    /// <summary>Where their lists stood on the old site.</summary>
    public IReadOnlyList<Address> Addresses => addresses;

    /// <param name="Number">Number of a category, for <c>?cat=7</c>.</param>
    /// <param name="Path">Below the old site's root, without slashes around it.</param>
    /// <param name="To">The list here.</param>
    internal sealed record Address(string Number, string Path, string To);

    /// <summary>The topics of an item, the one that Yoast calls primary first.</summary>
    public IReadOnlyList<Term> TopicsOf(WxrItem item)
    {
        var own = Of(item, "category");
        var primary = item.MetaOf("_yoast_wpseo_primary_category") is { } number ? byNumber.GetValueOrDefault(number.Trim()) : null;
        return primary is null ? own : [.. own.OrderBy(t => t.Slug == primary ? 0 : 1)];
    }

    public IReadOnlyList<Term> TagsOf(WxrItem item) => Of(item, "post_tag");

    private List<Term> Of(WxrItem item, string domain)
    {
        var terms = new List<Term>();
        foreach (var term in item.Terms)
        {
            // Before version 1.1 each term also stands a second time, without a domain.
            var slug = term.Domain == domain || (term.Domain == "tag" && domain == "post_tag") ? SlugOf(term.Slug, term.Name) : "";
            if (slug.Length > 0 && terms.All(t => t.Slug != slug))
            {
                terms.Add(new Term(slug, names.GetValueOrDefault($"{domain} {slug}") ?? Name(term.Name, slug)));
            }
        }
        return terms;
    }

    // A category's address names those above it.
    private static string Path(string slug, Dictionary<string, string> parents)
    {
        var path = Uri.UnescapeDataString(slug);
        for (var (at, depth) = (parents.GetValueOrDefault(slug, ""), 0); at.Length > 0 && depth < 20; at = parents.GetValueOrDefault(at, ""), depth++)
        {
            path = $"{Uri.UnescapeDataString(at)}/{path}";
        }
        return path;
    }

    private static string SlugOf(string slug, string name) =>
        Slug.From(Uri.UnescapeDataString(slug)) is { Length: > 0 } own ? own : Slug.From(PlainText.Of(name));

    private static string Name(string name, string slug) => PlainText.Of(name) is { Length: > 0 } words ? words : slug;
}
