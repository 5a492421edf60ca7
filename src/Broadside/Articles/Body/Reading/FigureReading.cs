using AngleSharp.Dom;

namespace Broadside.Articles.Body.Reading;

/// <summary>Pictures with all that belongs to them: figures, WordPress's caption boxes, galleries, bare and linked images.</summary>
internal sealed class FigureReading(BodyWalk walk)
{
    private const string Captions = "figcaption, .wp-caption-text, .gallery-caption, .image-caption";

    public void Read(IElement figure)
    {
        if (IsGallery(figure) && ReadGallery(figure))
        {
            return;
        }
        if (walk.Media.ReadOwnEmbed(figure) || Missing(figure))
        {
            return;
        }
        var pictures = figure.QuerySelector("table, iframe, audio, video, blockquote") is null ? Pictures(figure) : [];
        switch (pictures.Count)
        {
            case 0:
                Captioned(figure);
                break;
            case 1:
                Emit(Make(pictures[0], figure));
                break;
            default:
                EmitGallery(figure, pictures);
                break;
        }
    }

    public bool IsGallery(IElement element) =>
        element.GetAttribute("class") is { } names && names.Contains("gallery", StringComparison.OrdinalIgnoreCase) && !Elements.HasClass(element, "gallery-item");

    /// <summary>False when it holds fewer than two pictures.</summary>
    public bool ReadGallery(IElement element)
    {
        var pictures = Pictures(element);
        if (pictures.Count < 2)
        {
            return false;
        }
        EmitGallery(element, pictures);
        return true;
    }

    public bool ReadBox(IElement box)
    {
        // Boxes may hold each other: counting to two comes first.
        if (Count(box, 0) != 1 || Pictures(box) is not [var picture])
        {
            return false;
        }
        Emit(Make(picture, box));
        return true;
    }

    /// <summary>A picture that stands in the text by itself.</summary>
    public void Picture(IElement element, Look look)
    {
        var image = element.LocalName == "picture" ? element.QuerySelector("img") ?? element : element;
        if (PictureAddress.IsEmoji(image))
        {
            walk.Line.Append(image.GetAttribute("alt"));
        }
        else if (PictureAddress.IsTracker(image))
        {
            var source = walk.Context.Source(image.GetAttribute("src"));
            walk.Context.Note(ReadCode.Tracker, "A counting pixel was left out.", source, WebAddress.HostOf(source));
        }
        else
        {
            Emit(Make(image, null));
        }
    }

    /// <summary>A link around nothing but a picture: true when it was read here.</summary>
    public bool LinkedPicture(IElement link, string? href, string words)
    {
        if (words.Length > 0 || Pictures(link) is not { Count: > 0 } pictures)
        {
            return false;
        }
        foreach (var picture in pictures)
        {
            Emit(Make(picture, null));
        }
        return true;
    }

    // Our own way of showing a picture that is not there.
    private bool Missing(IElement figure)
    {
        if (!Elements.HasClass(figure, "missing") || figure.ChildElementCount != 1 || figure.Children[0].LocalName != "figcaption")
        {
            return false;
        }
        var (caption, credit, url) = Words(figure);
        walk.Emit(new Figure { Id = walk.Context.NewId(), Caption = caption.IsEmpty ? null : caption.Text, CaptionMarks = caption.Marks, Credit = credit, CreditUrl = url });
        return true;
    }

    private static List<IElement> Pictures(IElement element) =>
        [.. element.QuerySelectorAll("img").Where(i => !PictureAddress.IsEmoji(i) && !PictureAddress.IsTracker(i) && i.ParentElement is not { LocalName: "noscript" })];

    private void Emit(Figure? figure)
    {
        if (figure is not null)
        {
            walk.Emit(figure);
        }
    }

    private Figure? Make(IElement image, IElement? box)
    {
        var sources = PictureAddress.Candidates(image);
        var around = Elements.Around(image, "a");
        var href = around?.GetAttribute("href");
        if (href is not null && PictureAddress.IsPictureFile(href))
        {
            sources.Insert(0, href);
        }
        var source = sources.Select(walk.Context.Source).FirstOrDefault(s => s is not null);
        var inText = source is null && PictureAddress.WrittenInText(image);
        if (inText)
        {
            walk.Context.Note(ReadCode.Encoded, "A picture was written into the text itself and could not be kept.", image.GetAttribute("alt"));
        }
        var (caption, credit, creditUrl) = box is null ? (Body.Inline.Empty, null, null) : Words(box);
        if (source is null && !inText && caption.IsEmpty)
        {
            return null;
        }
        var found = sources.Select(walk.Context.Source).Where(s => s is not null).Distinct().Select(walk.Context.Find).FirstOrDefault(f => f is not null);
        var alt = image.GetAttribute("alt")?.Trim();
        var frame = box ?? image;
        return new Figure
        {
            Id = walk.Context.NewId(),
            Media = found?.Media,
            Source = found is null ? source : null,
            Alt = !string.IsNullOrEmpty(alt) ? Plain(alt) : found?.Alt,
            Decorative = image.GetAttribute("role") is "presentation" or "none",
            Caption = !caption.IsEmpty ? caption.Text : found?.Caption,
            CaptionMarks = !caption.IsEmpty ? caption.Marks : null,
            Credit = credit ?? found?.Credit,
            CreditUrl = credit is null ? found?.CreditUrl : creditUrl,
            Width = found?.Width,
            Height = found?.Height,
            Size = Elements.HasClass(frame, "alignfull") ? FigureSize.Full : Elements.HasClass(frame, "alignwide") ? FigureSize.Wide : FigureSize.Text,
            Link = href is null || PictureAddress.IsPictureFile(href) ? null : walk.Context.Link(href, alt ?? ""),
        };
    }

    private (Inline Caption, string? Credit, string? Url) Words(IElement box)
    {
        var credit = box.QuerySelectorAll("*").FirstOrDefault(IsCredit);
        Inline? named = null;
        if (credit is not null)
        {
            named = walk.Inline(credit);
            credit.Remove();
        }
        var place = box.QuerySelector(Captions);
        var caption = place is null ? Body.Inline.Empty : walk.Inline(place);
        if (named is { IsEmpty: false })
        {
            var (_, told, url) = CaptionCredit.Split(named);
            return (caption, told ?? named.Text.Trim().Trim('(', ')').Trim(), url ?? named.Marks?.FirstOrDefault(m => m.Kind == MarkKind.Link)?.Value);
        }
        return CaptionCredit.Split(caption);
    }

    private static bool IsCredit(IElement element) =>
        element.GetAttribute("class") is { } names
        && names.Contains("credit", StringComparison.OrdinalIgnoreCase)
        && element.LocalName is "span" or "small" or "cite" or "p" or "div" or "em" or "a"
        && element.QuerySelector("img") is null;

    private void EmitGallery(IElement root, List<IElement> pictures)
    {
        var place = root.Children.FirstOrDefault(c => c.Matches(Captions) || Elements.HasClass(c, "blocks-gallery-caption"));
        var caption = place is null ? null : walk.Inline(place).Text;
        place?.Remove();
        var figures = pictures.Select(p => Make(p, Own(p, root))).OfType<Figure>().ToList();
        if (figures.Count == 1)
        {
            Emit(figures[0] with { Caption = figures[0].Caption ?? caption });
        }
        else if (figures.Count > 1)
        {
            walk.Emit(new Gallery { Id = walk.Context.NewId(), Figures = figures, Caption = string.IsNullOrWhiteSpace(caption) ? null : caption });
        }
    }

    // The nearest box around one picture alone: its caption is there.
    private static IElement? Own(IElement picture, IElement root)
    {
        IElement? own = null;
        for (var box = picture.ParentElement; box is not null && box != root && Count(box, 0) == 1; box = box.ParentElement)
        {
            own = box;
        }
        return own;
    }

    // Up to two: more than one is enough to know, and boxes may hold each other.
    private static int Count(IElement element, int so)
    {
        foreach (var child in element.Children)
        {
            so = child.LocalName == "img" ? so + 1 : Count(child, so);
            if (so > 1)
            {
                break;
            }
        }
        return so;
    }

    // A figure around a table, a player, a quotation: its caption goes to that block.
    private void Captioned(IElement figure)
    {
        var place = figure.Children.FirstOrDefault(c => c.LocalName == "figcaption");
        var caption = place is null ? Body.Inline.Empty : walk.Inline(place);
        place?.Remove();
        walk.Flush();
        var before = walk.Last<Block>();
        walk.Children(figure);
        walk.Flush();
        if (caption.IsEmpty)
        {
            return;
        }
        var last = walk.Last<Block>();
        Block? with = ReferenceEquals(before, last) ? null : last switch
        {
            Table table => table with { Caption = caption.Text },
            Embed embed => embed with { Caption = caption.Text },
            Audio audio => audio with { Caption = caption.Text },
            Video video => video with { Caption = caption.Text },
            Quote { Cite: null } quote => quote with { Cite = caption.Text.Replace('\n', ' ') },
            Pullquote { Cite: null } pull => pull with { Cite = caption.Text.Replace('\n', ' ') },
            _ => null,
        };
        if (with is not null)
        {
            walk.ReplaceLast(with);
        }
        else
        {
            walk.Emit(new Paragraph { Id = walk.Context.NewId(), Text = caption.Text, Marks = caption.Marks });
        }
    }

    private static string Plain(string text)
    {
        var line = new InlineText();
        line.Append(text);
        return line.Take().Text;
    }
}
