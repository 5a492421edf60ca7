using AngleSharp.Dom;

namespace Broadside.Articles.Body.Reading;

/// <summary>Sound, film, documents, and what stands elsewhere (frames and posts of known providers).</summary>
internal sealed class MediaReading(BodyWalk walk)
{
    private static readonly string[] PostClasses = ["twitter-tweet", "twitter-video", "tweet", "instagram-media", "tiktok-embed", "mastodon-embed", "bluesky-embed", "reddit-embed-bq", "reddit-card", "fb-post", "fb-video", "telegram-post"];

    public void Read(IElement element)
    {
        switch (element.LocalName)
        {
            case "audio" or "video":
                Player(element);
                break;
            case "iframe":
                Frame(element, element.GetAttribute("src") ?? element.GetAttribute("data-src") ?? element.GetAttribute("data-lazy-src"));
                break;
            case "embed":
                Frame(element, element.GetAttribute("src"));
                break;
            default:
                Frame(element, element.GetAttribute("data") ?? element.QuerySelector("embed")?.GetAttribute("src") ?? element.QuerySelector("param[name=movie]")?.GetAttribute("value"));
                break;
        }
    }

    /// <summary>Boxes that stand for one thing: WordPress's file and embed blocks, players by class. False when it is none.</summary>
    public bool ReadCard(IElement element)
    {
        if (element.GetAttribute("class") is not { } names)
        {
            return false;
        }
        if (names.Contains("wp-block-file", StringComparison.Ordinal) && element.QuerySelector("a[href]") is { } link)
        {
            var file = FileLink.Make(walk.Context, walk.Context.Source(link.GetAttribute("href")), link.TextContent.Trim());
            return file is not null && Put(file);
        }
        if (names.Contains("wp-block-embed__wrapper", StringComparison.Ordinal))
        {
            var text = element.TextContent.Trim();
            var address = text.Length > 0 && !text.Contains(' ', StringComparison.Ordinal) ? WebAddress.Clean(text) : null;
            return address is not null && WebAddress.HostOf(address) is not null && PutEmbed(EmbedAddress.Recognise(address) ?? ("link", address), null);
        }
        return PostClasses.Any(c => Elements.HasClass(element, c)) && ReadPost(element);
    }

    /// <summary>Our own way of showing an embed without scripts.</summary>
    public bool ReadOwnEmbed(IElement figure)
    {
        if (!Elements.HasClass(figure, "embed") || figure.QuerySelector(".card .what a[href]") is not { } link || WebAddress.Clean(link.GetAttribute("href")) is not { } address)
        {
            return false;
        }
        Unseen.Inspect(figure, walk.Context);
        var name = Plain(link.TextContent);
        var caption = figure.QuerySelector("figcaption") is { } place ? Plain(place.TextContent) : "";
        var embed = MakeEmbed(EmbedAddress.Recognise(address) ?? ("link", address), name == address || name.Length == 0 ? null : name, Words(".card blockquote p"), Words(".card .by"));
        if (embed is not null)
        {
            Put(embed with { Caption = caption.Length > 0 ? caption : null });
        }
        return true;

        string? Words(string selector) => figure.QuerySelector(selector) is { } element && Plain(element.TextContent) is { Length: > 0 } text ? text : null;
    }

    /// <summary>A post of another network written as a quotation, with its words kept.</summary>
    public bool ReadPost(IElement element)
    {
        if (!PostClasses.Any(c => Elements.HasClass(element, c)))
        {
            return false;
        }
        var addresses = new[] { "data-instgrm-permalink", "cite", "data-embed-url", "data-href", "data-url" }.Select(element.GetAttribute)
            .Concat(element.QuerySelectorAll("a[href]").Reverse().Select(a => a.GetAttribute("href")));
        var known = addresses.Select(a => EmbedAddress.Recognise(WebAddress.Clean(a))).FirstOrDefault(k => k is not null);
        if (known is not { } found)
        {
            return false;
        }
        Unseen.Inspect(element, walk.Context);
        var words = element.QuerySelector("p") is { } p ? Plain(p.TextContent) : "";
        var rest = Plain(element.TextContent);
        var dash = rest.LastIndexOf('—');
        var author = dash >= 0 && rest.Length - dash < 140 ? rest[(dash + 1)..].Trim() : null;
        return PutEmbed(found, null, words.Length > 0 ? words : null, string.IsNullOrEmpty(author) ? null : author);
    }

    /// <summary>A paragraph that is one address or one link: an embed, player or document stands there.</summary>
    public Block? Alone(Inline inline)
    {
        var text = inline.Text;
        var link = inline.Marks?.FirstOrDefault(m => m.Kind == MarkKind.Link);
        var bare = text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && !text.AsSpan().ContainsAny(' ', '\n');
        if (link is not null && (link.From > 0 || link.To < text.Length))
        {
            return null;
        }
        if (bare && link is null)
        {
            return Bare(text);
        }
        if (link is null)
        {
            return null;
        }
        if (bare && EmbedAddress.Recognise(link.Value) is { } known)
        {
            return MakeEmbed(known, null);
        }
        return FileLink.Make(walk.Context, link.Value!.StartsWith('/') ? walk.Context.Source(link.Value) : link.Value, bare ? null : text);
    }

    private Block? Bare(string text)
    {
        if (WebAddress.Clean(text) is not { } address || WebAddress.HostOf(address) is null)
        {
            return null;
        }
        if (EmbedAddress.Recognise(address) is { } known)
        {
            return MakeEmbed(known, null);
        }
        if (FileLink.Make(walk.Context, address, null) is { } file)
        {
            return file;
        }
        return walk.Context.Link(text, text) is { } clean
            ? new Paragraph { Id = walk.Context.NewId(), Dir = walk.Dir, Text = text, Marks = [new Mark(0, text.Length, MarkKind.Link, clean)] }
            : null;
    }

    private void Player(IElement element)
    {
        var sources = new[] { element.GetAttribute("src") }.Concat(element.QuerySelectorAll("source").Select(s => s.GetAttribute("src"))).Select(walk.Context.Source).OfType<string>().ToList();
        Unseen.Inspect(element, walk.Context);
        if (sources.Count == 0)
        {
            walk.Context.Note(ReadCode.NoBlock, $"A player (<{element.LocalName}>) without a file was left out.", element.TextContent.Trim());
            return;
        }
        Put(FileLink.Play(walk.Context, element.LocalName == "video", sources, Plain(element.GetAttribute("title") ?? "")));
    }

    private void Frame(IElement element, string? raw)
    {
        Unseen.Inspect(element, walk.Context);
        var address = walk.Context.Source(raw);
        var title = Plain(element.GetAttribute("title") ?? "");
        if (EmbedAddress.Recognise(address) is { } known)
        {
            PutEmbed(known, title.Length > 0 ? title : null);
            return;
        }
        var host = WebAddress.HostOf(address);
        if (host is not null && walk.Context.Options.Keep?.Invoke(host) == true)
        {
            PutEmbed(("link", address!), title.Length > 0 ? title : null);
            return;
        }
        walk.Context.Note(ReadCode.Frame, $"A frame (<{element.LocalName}>) of an unknown host was left out.", raw ?? element.GetAttribute("srcdoc"), host);
        if (element.LocalName == "object")
        {
            walk.Children(element);
        }
    }

    private bool PutEmbed((string, string) known, string? title, string? text = null, string? author = null) =>
        MakeEmbed(known, title, text, author) is not { } embed || Put(embed);

    private Embed? MakeEmbed((string Provider, string Url) known, string? title, string? text = null, string? author = null)
    {
        // Put together from parts of a foreign address: cleaned once more, so that no part can smuggle anything.
        if (WebAddress.Clean(known.Url) is not { } url || !walk.Context.Embeds(url, title ?? url))
        {
            return null;
        }
        return new Embed { Id = walk.Context.NewId(), Provider = known.Provider, Url = url, Title = title, Text = text, Author = author };
    }

    private bool Put(Block block)
    {
        if (walk.Place.Kind == PlaceKind.Text)
        {
            walk.Flush();
        }
        walk.Emit(block);
        return true;
    }

    private static string Plain(string text)
    {
        var line = new InlineText();
        line.Append(text);
        return line.Take().Text;
    }
}
