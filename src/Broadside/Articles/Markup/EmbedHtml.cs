using Broadside.Articles.Body;
using Broadside.Media;

namespace Broadside.Articles.Markup;

/// <summary>
/// Something that stands elsewhere, in a static form: what it is, what was said, a link. Where the theme's script runs, a
/// button beside the link loads the player in place; without it, the link is all there is and all that is needed.
/// </summary>
internal static class EmbedHtml
{
    public static void Write(BodyWriter writer, Embed embed)
    {
        if (!InlineHtml.IsSafe(embed.Url))
        {
            WriteText(writer, embed);
            return;
        }
        if (writer.Style.IsFeed)
        {
            WriteText(writer, embed);
            writer.Raw("<p><a href=\"").Address(embed.Url).Raw("\">").Text(NameOf(embed)).Raw("</a></p>\n");
            return;
        }
        writer.Open("figure", embed, "embed");
        if (embed.Poster is { } poster)
        {
            writer.Raw("<img src=\"").Raw(MediaAddress.Rendition(poster, 640, "jpg")).Raw("\" alt=\"\" loading=\"lazy\" decoding=\"async\">");
        }
        WriteCard(writer, embed);
        if (!string.IsNullOrWhiteSpace(embed.Caption))
        {
            writer.Raw("<figcaption>").Text(embed.Caption).Raw("</figcaption>");
        }
        writer.Raw("</figure>\n");
    }

    private static void WriteCard(BodyWriter writer, Embed embed)
    {
        writer.Raw("<div class=\"card\">");
        if (!string.IsNullOrWhiteSpace(embed.Text))
        {
            writer.Raw("<blockquote><p>").Text(embed.Text).Raw("</p></blockquote>");
        }
        writer.Raw("<p class=\"over\">").Text(ProviderName(embed.Provider, embed.Url)).Raw("</p>");
        writer.Raw("<p class=\"what\"><a href=\"").Address(embed.Url).Raw("\"");
        if (EmbedPlayer.For(embed.Url) is { } player)
        {
            var (load, note) = (writer.Style.Words.Text("body.load"), writer.Style.Words.Text("body.load_note", ("host", new Uri(player).Host)));
            writer.Raw(" data-player=\"").Text(player).Raw("\" data-load=\"").Text(load).Raw("\" data-note=\"").Text(note).Raw("\"");
        }
        writer.Raw(">").Text(NameOf(embed)).Raw("</a></p>");
        if (!string.IsNullOrWhiteSpace(embed.Author))
        {
            writer.Raw("<p class=\"by\">").Text(embed.Author).Raw("</p>");
        }
        writer.Raw("</div>");
    }

    private static void WriteText(BodyWriter writer, Embed embed)
    {
        if (!string.IsNullOrWhiteSpace(embed.Text))
        {
            writer.Raw("<blockquote><p>").Text(embed.Text).Raw("</p></blockquote>\n");
        }
    }

    private static string NameOf(Embed embed) => string.IsNullOrWhiteSpace(embed.Title) ? embed.Url : embed.Title;

    private static string ProviderName(string provider, string url) => provider switch
    {
        "youtube" => "YouTube",
        "vimeo" => "Vimeo",
        "mastodon" => "Mastodon",
        "soundcloud" => "SoundCloud",
        "x" or "twitter" => "X",
        "instagram" => "Instagram",
        "facebook" => "Facebook",
        "tiktok" => "TikTok",
        "bluesky" => "Bluesky",
        _ => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Host : provider,
    };
}
