using Broadside.Articles.Body;

namespace Broadside.Articles;

/// <summary>Goes through everything in an article's content.</summary>
public static class ContentWalk
{
    /// <summary>SHA-256 of every file that the content shows or offers.</summary>
    public static IEnumerable<string> Media(ArticleContent content) =>
        Blocks(content).SelectMany(Media).Concat(content.Lead is { } lead ? Media(lead) : []).OfType<string>().Where(m => m.Length == 64);

    /// <summary>Every block, those of updates too.</summary>
    public static IEnumerable<Block> Blocks(ArticleContent content) =>
        content.Updates is { } updates ? updates.SelectMany(u => u.Blocks).Concat(content.Blocks) : content.Blocks;

    /// <summary>The body for whoever has no place for updates: they stand above the text, each under its hour.</summary>
    public static IReadOnlyList<Block> Whole(ArticleContent content) =>
        content.Updates is { Count: > 0 } updates
            ? [.. updates.SelectMany(u => u.Blocks.Prepend(new Heading { Id = "u" + u.Id[1..], Level = 2, Text = u.Title is { } title ? $"{title} ({Hour(u.At)})" : Hour(u.At) })), new Separator { Id = "u-------" }, .. content.Blocks]
            : content.Blocks;

    /// <summary>How many words readers get, headline and captions included.</summary>
    public static int Words(ArticleContent content) =>
        Blocks(content).SelectMany(Texts).Select(t => t.Text).Concat((content.Updates ?? []).Select(u => u.Title ?? "")).Append(content.Title).Append(content.Standfirst ?? "").Sum(Words);

    /// <summary>Addresses on other hosts that the text links to, in order, each once.</summary>
    public static IReadOnlyList<string> OutsideAddresses(ArticleContent content) =>
        [.. Blocks(content).SelectMany(Addresses).Where(a => HostOf(a) is not null).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The first block that links to the address.</summary>
    public static Block? BlockWith(ArticleContent content, string address) => Blocks(content).FirstOrDefault(b => Addresses(b).Contains(address, StringComparer.Ordinal));

    /// <summary>The first block that links to the host.</summary>
    public static Block? BlockOf(ArticleContent content, string host) =>
        Blocks(content).FirstOrDefault(b => Addresses(b).Any(a => HostOf(a) == host));

    /// <summary>Every picture, the lead first.</summary>
    public static IEnumerable<Figure> Figures(ArticleContent content) =>
        (content.Lead is { } lead ? [lead] : Array.Empty<Figure>()).Concat(Blocks(content).SelectMany(b => b switch { Figure f => [f], Gallery g => g.Figures, _ => Array.Empty<Figure>() }));

    /// <summary>Outside hosts that the content links to, in order, each once, lower case.</summary>
    public static IReadOnlyList<string> Hosts(ArticleContent content) =>
        [.. Addresses(content).Select(HostOf).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Every marked text of a block.</summary>
    public static IEnumerable<Inline> Texts(Block block) => block switch
    {
        TextBlock text => [text.ToInline()],
        ListBlock list => list.Items.Select(i => new Inline(i.Text, i.Marks)),
        Table table => table.Rows.SelectMany(r => r).Select(c => new Inline(c.Text, c.Marks)),
        Figure figure => [new Inline(figure.Caption ?? "", figure.CaptionMarks)],
        Gallery gallery => gallery.Figures.SelectMany(Texts),
        Footnotes notes => notes.Notes.Select(n => new Inline(n.Text, n.Marks)),
        _ => [],
    };

    /// <summary>The lower-case host of an http(s) address; null for paths, mail and nonsense.</summary>
    public static string? HostOf(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.IdnHost.ToLowerInvariant() : null;

    /// <summary>Every address that the content holds, own paths and mail too, as often as it stands there.</summary>
    internal static IEnumerable<string> AllAddresses(ArticleContent content) => Addresses(content).OfType<string>();

    private static string Hour(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static IEnumerable<string?> Addresses(ArticleContent content)
    {
        IEnumerable<string?> own = [content.CanonicalUrl, content.FirstPublishedUrl];
        var blocks = content.Lead is { } lead ? Blocks(content).Append(lead) : Blocks(content);
        return own.Concat(blocks.SelectMany(Addresses));
    }

    private static IEnumerable<string?> Addresses(Block block)
    {
        var linked = Texts(block).SelectMany(t => t.Marks ?? []).Where(m => m.Kind == MarkKind.Link).Select(m => m.Value);
        return block switch
        {
            Figure figure => linked.Concat([figure.Link, figure.CreditUrl]),
            Gallery gallery => linked.Concat(gallery.Figures.SelectMany(f => new[] { f.Link, f.CreditUrl })),
            Embed embed => linked.Append(embed.Url),
            _ => linked,
        };
    }

    private static IEnumerable<string?> Media(Block block) => block switch
    {
        Figure figure => [figure.Media],
        Gallery gallery => gallery.Figures.Select(f => f.Media),
        Audio audio => [audio.Media],
        Video video => [video.Media, video.Poster],
        FileBlock file => [file.Media],
        Embed embed => [embed.Poster],
        _ => [],
    };
}
