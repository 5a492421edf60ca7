using System.Text;
using Broadside.Articles.Body;
using Broadside.Themes;

namespace Broadside.Articles.Markup;

/// <summary>The lead picture above an article's text, as a <c>figure</c> with caption and credit.</summary>
public static class LeadHtml
{
    public static Html Make(Figure? lead, BodyStyle style)
    {
        if (lead is null)
        {
            return default;
        }
        var writer = new BodyWriter(style, new StringBuilder(2000));
        FigureHtml.WriteTop(writer, lead);
        return new Html(writer.To.ToString());
    }
}
