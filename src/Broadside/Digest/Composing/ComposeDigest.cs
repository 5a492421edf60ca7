using System.Globalization;
using System.Net;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Giving;
using Broadside.Giving.Offer;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Themes;

namespace Broadside.Digest.Composing;

/// <summary>Makes the HTML and the text of a digest for one language and one choice of topics, from signed contents, by the theme's templates.</summary>
public sealed class ComposeDigest(Theme theme, SiteRecord site, BaseAddress address, KeyRing keys, GiftOffer offer)
{
    /// <summary>So many articles are shown whole. Where there are more, the last ones stand as headlines.</summary>
    public const int MostWhole = 40;

    // Six headlines take the room of one whole article, so that the message stays lighter than where mail services cut it off.
    private const int HeadlinesForOne = 6;

    private const int PictureWidth = 536;
    private const int MovedDays = 30;
    private const int RenditionWidth = 960;

    // Photos make a message heavy to look at: the first few have one.
    private const int MostPictures = 6;

    /// <summary>Null where nothing in it concerns such a reader.</summary>
    /// <param name="digest">Its day, words of the editor.</param>
    /// <param name="gathered">What was published.</param>
    /// <param name="language">The reader's.</param>
    /// <param name="topics">The reader's, as kept; empty: all.</param>
    /// <param name="hole">Stands where the recipient's token goes; null makes the text for the web.</param>
    /// <param name="reader">The reader's own language, where the words are in another.</param>
    public DigestView? View(DigestRow digest, Gathered gathered, string language, string topics, string? hole, string? reader = null)
    {
        var articles = gathered.For(language, topics);
        var corrections = gathered.CorrectionsFor(language, topics, reader);
        if (articles.Count == 0 && corrections.Count == 0)
        {
            return null;
        }
        var whole = articles.Count <= MostWhole ? articles.Count : Math.Max(0, MostWhole - ((articles.Count - MostWhole + HeadlinesForOne - 1) / HeadlinesForOne));
        var identity = site.Read<Identity>(Identity.Part);
        var words = theme.Vocabulary.For(language);
        var date = words.Date(DateOnly.ParseExact(digest.Day[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture));
        return new DigestView
        {
            Language = words.Language,
            Dir = words.Dir,
            Outlet = identity.Name,
            Subject = SubjectOf(digest, articles, corrections, words),
            Date = words.Text("digest.intro", ("date", date)),
            Home = address.Absolute(words.Language == identity.Language ? "/" : $"/{words.Language}/"),
            Note = digest.Note,
            Accent = Accent.From(identity.Accent is { } accent ? "#" + accent : null).Light,
            Sections = Sections([.. articles.Take(whole)], words),
            Headlines = [.. articles.Skip(whole).Select(a => new DigestHeadline(a.Title, address.Absolute(a.Address)))],
            Dossiers = [.. gathered.DossiersFor(language, topics).Select(d => new DigestDossier(words.Text("dossier.digest", ("title", d.Title)), address.Absolute($"/dossiers/{d.Slug}/"), d.Text))],
            Corrections = [.. corrections.Select(c => Corrected(c.Content, c.Correction, words))],
            Campaign = CampaignOf(words),
            Web = address.Absolute($"/digest/{digest.Day}/"),
            Archive = address.Absolute("/digest/"),
            Why = words.Text("digest.why", ("host", address.Host)),
            Leave = hole is null ? null : $"{address.Value}/subscribe/leave/{hole}",
            Change = hole is null ? null : $"{address.Value}/subscribe/me/{hole}",
            Contact = identity.Contact,
            Moved = MovedBefore(digest, words),
            Edition = gathered.Edition is { } edition ? words.Text("digest.edition", ("number", edition.Number.ToString(CultureInfo.InvariantCulture)), ("head", edition.ShortHead)) : null,
            Mirrors = gathered.Edition is { } made ? [.. made.MirrorList, .. made.Onion is { } onion ? new[] { onion } : []] : [],
            Key = words.Text("digest.key", ("key", keys.SitePublicKey)),
        };
    }

    public string Html(DigestView view) => theme.RenderAlone("digest", view.Language, view);

    /// <summary>The plain text: a line of ¶ in its template is an empty line.</summary>
    public string Text(DigestView view)
    {
        var lines = WebUtility.HtmlDecode(theme.RenderAlone("digest-text", view.Language, view)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines.Select(l => l.Trim() is "¶" ? "" : l.TrimEnd())) + "\n";
    }

    /// <summary>The editor's; else the first article's title; where there is none, that of what is corrected.</summary>
    internal static string SubjectOf(DigestRow digest, IReadOnlyList<ArticleContent> articles, IReadOnlyList<(ArticleContent Content, Correction Correction)> corrections, Words words) =>
        digest.Subject ?? (articles is [var first, ..] ? first.Title : words.Text("digest.corrected", ("title", corrections[0].Content.Title)));

    private string? MovedBefore(DigestRow digest, Words words) =>
        site.Read<Moves>(Moves.Part).Last is { } move && DateOnly.ParseExact(digest.Day[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture) < DateOnly.FromDateTime(move.At.UtcDateTime).AddDays(MovedDays) ? words.Text("digest.moved", ("address", move.To)) : null;

    private DigestCampaign? CampaignOf(Words words)
    {
        if (site.Read<PayoutDetails>(PayoutDetails.Part).Recipients.Count == 0 || offer.Running is not { } running)
        {
            return null;
        }
        var raised = MoneyText.Of(words, running.Raised);
        return new DigestCampaign(
            running.Campaign.Title,
            address.Absolute($"/give?campaign={Uri.EscapeDataString(running.Campaign.Id)}"),
            running.Campaign.Goal > 0 ? words.Text("give.raised-of", ("raised", raised), ("goal", MoneyText.Of(words, running.Goal))) : words.Text("give.raised", ("raised", raised)));
    }

    private List<DigestSection> Sections(IReadOnlyList<ArticleContent> articles, Words words)
    {
        var pictures = 0;
        var sections = new List<DigestSection>();
        foreach (var section in articles.GroupBy(a => a.Topics is [var first, ..] ? first.Name : words.Text("digest.other")))
        {
            sections.Add(new DigestSection(section.Key, [.. section.Select(a => Item(a, words, withPicture: pictures++ < MostPictures))]));
        }
        return sections.Count == 1 ? [sections[0] with { Name = null }] : sections;
    }

    private DigestCorrection Corrected(ArticleContent article, Correction correction, Words words)
    {
        var isOther = article.Language != words.Language;
        return new DigestCorrection(article.Title, address.Absolute(article.Address), correction.Text)
        {
            Language = isOther ? article.Language : null,
            Dir = isOther ? theme.Vocabulary.For(article.Language).Dir : null,
        };
    }

    private DigestItem Item(ArticleContent article, Words words, bool withPicture)
    {
        var by = words.Together([.. article.Bylines.Where(b => b.Role == "words").Select(b => b.Name)]);
        var lead = withPicture && article.Lead is { Media: not null, Width: > 0, Height: > 0 } picture ? picture : null;
        var isOther = article.Language != words.Language;
        return new DigestItem
        {
            Title = article.Title,
            Href = address.Absolute(article.Address),
            Label = article.Label,
            Standfirst = article.Standfirst,
            By = by.Length > 0 ? words.Text("digest.by", ("names", by)) : null,
            Language = isOther ? article.Language : null,
            Dir = isOther ? theme.Vocabulary.For(article.Language).Dir : null,
            Picture = lead is null ? null : address.Absolute(MediaAddress.Rendition(lead.Media!, MediaAddress.Widths(lead.Width!.Value).Last(w => w <= RenditionWidth || w == MediaAddress.AllWidths[0]), "jpg")),
            PictureHeight = lead is null ? 0 : (int)Math.Round(PictureWidth * (double)lead.Height!.Value / lead.Width!.Value),
            Alt = lead is null ? null : lead.Alt is { Length: > 0 } alt ? alt : article.Title,
            Credit = lead?.Credit is { Length: > 0 } credit ? words.Text("digest.photo", ("credit", credit)) : null,
        };
    }
}
