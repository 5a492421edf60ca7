using Broadside.Articles.Body;
using Broadside.Media;

namespace Broadside.Articles.Markup;

/// <summary>Pictures with caption and credit. A missing picture keeps both and draws nothing.</summary>
internal static class FigureHtml
{
    public static void Write(BodyWriter writer, Figure figure, PicturePlace? place = null)
    {
        if (figure.Media is null && string.IsNullOrWhiteSpace(figure.Caption) && string.IsNullOrWhiteSpace(figure.Credit))
        {
            return;
        }
        var kind = figure switch
        {
            { Media: null } => "missing",
            { Size: FigureSize.Wide } => "wide",
            { Size: FigureSize.Full } => "full",
            _ => null,
        };
        writer.Open("figure", figure, kind);
        if (figure.Media is not null)
        {
            WritePicture(writer, figure, place ?? PlaceOf(figure.Size));
        }
        WriteCaption(writer, figure);
        writer.Raw("</figure>\n");
    }

    public static void Write(BodyWriter writer, Gallery gallery)
    {
        if (gallery.Figures.Count == 0)
        {
            return;
        }
        writer.Open("figure", gallery, "gallery");
        foreach (var figure in gallery.Figures)
        {
            Write(writer, figure with { Size = FigureSize.Text }, PicturePlace.Gallery);
        }
        if (!string.IsNullOrWhiteSpace(gallery.Caption))
        {
            writer.Raw("<figcaption>").Text(gallery.Caption).Raw("</figcaption>");
        }
        writer.Raw("</figure>\n");
    }

    private static void WritePicture(BodyWriter writer, Figure figure, PicturePlace place)
    {
        // A link with nothing to read in it would have no name, so a picture without a description leads nowhere.
        var leads = InlineHtml.IsSafe(figure.Link) && !string.IsNullOrWhiteSpace(figure.Alt);
        if (leads)
        {
            writer.Raw("<a href=\"").Address(figure.Link!).Raw("\">");
        }
        if (writer.Style.IsFeed)
        {
            WritePlain(writer, figure);
        }
        else
        {
            PictureHtml.Write(writer.To, figure, place);
        }
        if (leads)
        {
            writer.Raw("</a>");
        }
    }

    private static void WritePlain(BodyWriter writer, Figure figure)
    {
        var width = MediaAddress.Widths(figure.Width).Last(w => w <= 1280);
        writer.Raw("<img src=\"").Address(MediaAddress.Rendition(figure.Media!, width, "jpg")).Raw("\" alt=\"")
            .Text(figure.Decorative ? "" : figure.Alt).Raw("\">");
    }

    private static void WriteCaption(BodyWriter writer, Figure figure)
    {
        var (hasCaption, hasCredit) = (!string.IsNullOrWhiteSpace(figure.Caption), !string.IsNullOrWhiteSpace(figure.Credit));
        if (!hasCaption && !hasCredit)
        {
            return;
        }
        writer.Raw("<figcaption>");
        if (hasCaption)
        {
            InlineHtml.Write(writer, figure.Caption!, figure.CaptionMarks);
            writer.Raw(" ");
        }
        if (hasCredit)
        {
            WriteCredit(writer, figure);
        }
        writer.Raw("</figcaption>");
    }

    private static void WriteCredit(BodyWriter writer, Figure figure)
    {
        writer.Raw(writer.Style.IsFeed ? "<small>" : "<span class=\"credit\">");
        if (InlineHtml.IsSafe(figure.CreditUrl))
        {
            writer.Raw("<a href=\"").Address(figure.CreditUrl!).Raw("\">").Text(figure.Credit).Raw("</a>");
        }
        else
        {
            writer.Text(figure.Credit);
        }
        writer.Raw(writer.Style.IsFeed ? "</small>" : "</span>");
    }

    private static PicturePlace PlaceOf(FigureSize size) => size switch
    {
        FigureSize.Wide => PicturePlace.Wide,
        FigureSize.Full => PicturePlace.Full,
        _ => PicturePlace.Text,
    };

    /// <summary>The lead picture above an article's text.</summary>
    public static void WriteTop(BodyWriter writer, Figure figure) => Write(writer, figure, PicturePlace.Top);
}
