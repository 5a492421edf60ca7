using System.Net;
using Broadside.Articles;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>Who wrote: the export's authors by login. Whoever it does not list is known by what an item says, whatever other items say.</summary>
internal sealed class OldPeople
{
    private readonly Dictionary<string, Author> byLogin = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Author> bySlug = new(StringComparer.Ordinal);

    public OldPeople(IEnumerable<WxrAuthor> authors)
    {
        foreach (var author in authors)
        {
            var made = new Author(author.Id, Nicename(author.Login), Make(author.Login, Name(author.Name, author.Login), author.Slug));
            byLogin[author.Login] = made;
            bySlug.TryAdd(made.Byline.Slug, made);
        }
    }

    /// <param name="Id">Number of the account; empty where the export states none.</param>
    /// <param name="Nicename">Last part of the address of their page on the old site.</param>
    /// <param name="Byline">Who they are here.</param>
    internal sealed record Author(string Id, string Nicename, Byline Byline);

    /// <summary>What the channel lists, used or not.</summary>
    public IReadOnlyCollection<Author> All => byLogin.Values;

    /// <summary>The authors of an item: those that the Co-Authors plugin names, else its creator.</summary>
    public IReadOnlyList<Author> Of(WxrItem item)
    {
        var together = item.Terms.Where(t => t.Domain == "author").Select(Together).DistinctBy(p => p.Byline.Slug).ToList();
        if (together.Count > 0)
        {
            return together;
        }
        return item.Creator.Length == 0 ? []
            : [byLogin.GetValueOrDefault(item.Creator) ?? new Author("", Nicename(item.Creator), Make(item.Creator, Name(item.Creator, item.Creator)))];
    }

    private Author Together(WxrItemTerm term)
    {
        // The plugin makes terms "cap-login" for people with an account.
        var nicename = term.Slug.StartsWith("cap-", StringComparison.Ordinal) ? term.Slug[4..] : term.Slug;
        return byLogin.GetValueOrDefault(nicename) ?? bySlug.GetValueOrDefault(Slug.From(nicename)) ?? new Author("", nicename, Make(nicename, Name(term.Name, nicename)));
    }

    // As WordPress makes it of a login: small letters, digits and dashes, everything else left out.
    private static string Nicename(string login) =>
        new([.. Slug.Fold(login).ToLowerInvariant().Select(c => c is '.' or ' ' ? '-' : c).Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]);

    private static Byline Make(string login, string name, string? told = null)
    {
        var slug = told ?? (Slug.From(name) is { Length: > 0 } own ? own : Slug.From(Name("", login)) is { Length: > 0 } made ? made : "author");
        return new Byline(slug, name);
    }

    // A login is often an e-mail address, which is nobody's name and nobody's business.
    private static string Name(string shown, string login)
    {
        var name = WebUtility.HtmlDecode(shown).Trim() is { Length: > 0 } given ? PlainText.Of(given) : login;
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && !name.Contains(' ', StringComparison.Ordinal) ? name[..at] : name;
    }
}
