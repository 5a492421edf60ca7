using System.Net;
using Broadside.Articles;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>Who wrote: the export's authors by login, with a slug for each that no other has.</summary>
internal sealed class OldPeople
{
    private readonly Dictionary<string, Byline> byLogin = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Byline> byNicename = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock gate = new();

    public OldPeople(IEnumerable<WxrAuthor> authors)
    {
        foreach (var author in authors)
        {
            Add(author.Login, Name(author.Name, author.Login), author.Slug);
        }
    }

    public IReadOnlyCollection<Byline> All
    {
        get
        {
            lock (gate)
            {
                return [.. byLogin.Values.DistinctBy(p => p.Slug)];
            }
        }
    }

    /// <summary>The bylines of an item: those that the Co-Authors plugin names, else its creator.</summary>
    public IReadOnlyList<Byline> Of(WxrItem item)
    {
        var together = item.Terms.Where(t => t.Domain == "author").Select(Together).DistinctBy(p => p.Slug).ToList();
        if (together.Count > 0)
        {
            return together;
        }
        return item.Creator.Length > 0 ? [ByLogin(item.Creator)] : [];
    }

    private Byline ByLogin(string login)
    {
        lock (gate)
        {
            return byLogin.TryGetValue(login, out var known) ? known : Add(login, Name(login, login));
        }
    }

    private Byline Together(WxrItemTerm term)
    {
        // The plugin makes terms "cap-login" for people with an account.
        var nicename = term.Slug.StartsWith("cap-", StringComparison.Ordinal) ? term.Slug[4..] : term.Slug;
        lock (gate)
        {
            if (byNicename.TryGetValue(nicename, out var known))
            {
                return known;
            }
            var login = byLogin.GetValueOrDefault(nicename) ?? byLogin.Values.FirstOrDefault(p => p.Slug == Slug.From(nicename));
            return byNicename[nicename] = login ?? Add(nicename, Name(term.Name, nicename));
        }
    }

    private Byline Add(string login, string name, string? told = null)
    {
        var slug = told ?? (Slug.From(name) is { Length: > 0 } own ? own : Slug.From(Name("", login)) is { Length: > 0 } made ? made : "author");
        return byLogin[login] = new Byline(slug, name);
    }

    // A login is often an e-mail address, which is nobody's name and nobody's business.
    private static string Name(string shown, string login)
    {
        var name = WebUtility.HtmlDecode(shown).Trim() is { Length: > 0 } given ? PlainText.Of(given) : login;
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && !name.Contains(' ', StringComparison.Ordinal) ? name[..at] : name;
    }
}
