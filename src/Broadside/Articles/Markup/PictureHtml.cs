using System.Globalization;
using System.Text;
using Broadside.Articles.Body;
using Broadside.Media;
using Broadside.Themes;

namespace Broadside.Articles.Markup;

/// <summary>
/// A <c>picture</c> in AVIF, WebP and JPEG. The browser chooses by the width that the picture will have on its screen;
/// width and height are given, so that nothing moves while it loads.
/// </summary>
public static class PictureHtml
{
    private static readonly CompositeFormat Source = CompositeFormat.Parse("<source type=\"image/{0}\" srcset=\"{1}\" sizes=\"{2}\">");

    /// <summary>Empty when the picture is missing.</summary>
    public static Html Make(Figure figure, PicturePlace place)
    {
        if (figure.Media is null)
        {
            return default;
        }
        var html = new StringBuilder(1600);
        Write(html, figure, place);
        return new Html(html.ToString());
    }

    internal static void Write(StringBuilder html, Figure figure, PicturePlace place)
    {
        if (figure.Moving is { } type)
        {
            WriteImage(html, figure, place, MediaAddress.Original(figure.Media!, MediaAddress.Extension(type)));
            return;
        }
        var widths = WidthsFor(figure, place);
        var sizes = Sizes(place);
        html.Append("<picture>");
        foreach (var format in (string[])["avif", "webp"])
        {
            html.AppendFormat(CultureInfo.InvariantCulture, Source, format, Set(figure.Media!, widths, format), sizes);
        }
        // The JPEG is for browsers too old for the others: one width does.
        var plain = widths.LastOrDefault(w => w <= 960, widths[0]);
        WriteImage(html, figure, place, MediaAddress.Rendition(figure.Media!, plain, "jpg"));
        html.Append("</picture>");
    }

    private static void WriteImage(StringBuilder html, Figure figure, PicturePlace place, string address)
    {
        html.Append("<img src=\"").Append(address).Append("\" alt=\"");
        Html.Append(html, figure.Decorative ? "" : figure.Alt ?? "").Append('"');
        if (figure is { Width: { } width, Height: { } height })
        {
            html.Append(CultureInfo.InvariantCulture, $" width=\"{width}\" height=\"{height}\"");
        }
        AddFocus(html, figure);
        html.Append(place is PicturePlace.Top or PicturePlace.FrontLead ? " fetchpriority=\"high\">" : " loading=\"lazy\" decoding=\"async\">");
    }

    // Styles in attributes are forbidden by the site's policy, so the focal point is told by two classes in steps of a quarter.
    private static void AddFocus(StringBuilder html, Figure figure)
    {
        if (figure.FocalX is { } x && figure.FocalY is { } y)
        {
            html.Append(CultureInfo.InvariantCulture, $" class=\"fx{Quarter(x)} fy{Quarter(y)}\"");
        }
    }

    private static int Quarter(int thousandths) => Math.Clamp((thousandths + 125) / 250, 0, 4);

    private static IReadOnlyList<int> WidthsFor(Figure figure, PicturePlace place)
    {
        var widest = place switch
        {
            PicturePlace.Row or PicturePlace.Portrait => 640,
            PicturePlace.FrontSecond or PicturePlace.FrontSection or PicturePlace.Gallery => 960,
            PicturePlace.Text => 1280,
            _ => int.MaxValue,
        };
        return [.. MediaAddress.Widths(figure.Width).Where(w => w <= widest)];
    }

    private static string Set(string media, IReadOnlyList<int> widths, string format) =>
        string.Join(", ", widths.Select(w => string.Create(CultureInfo.InvariantCulture, $"{MediaAddress.Rendition(media, w, format)} {w}w")));

    // The columns of the default theme (10-base.css, 30-front.css); a theme with other columns is served well enough by them.
    private static string Sizes(PicturePlace place) => place switch
    {
        PicturePlace.Row => "(min-width: 48rem) 14rem, 6.5rem",
        PicturePlace.Portrait => "8rem",
        PicturePlace.FrontSecond => "(min-width: 64rem) 20rem, (min-width: 40rem) 45vw, 92vw",
        PicturePlace.FrontSection => "(min-width: 64rem) 24rem, (min-width: 40rem) 45vw, 92vw",
        PicturePlace.FrontLead => "(min-width: 80rem) 44rem, (min-width: 64rem) 56vw, 100vw",
        PicturePlace.Gallery => "(min-width: 48rem) 24rem, 46vw",
        PicturePlace.Text => "(min-width: 44rem) 40rem, 100vw",
        PicturePlace.Wide or PicturePlace.Top => "(min-width: 64rem) 58rem, 100vw",
        _ => "100vw",
    };
}
