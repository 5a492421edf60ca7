using System.Net;
using System.Text;
using Broadside.Articles.Body.Reading;

namespace Broadside.Import.WordPress;

/// <summary>
/// Makes the plain HTML that a WordPress body stands for, from either of its forms: block comments, or the classic text with
/// shortcodes and blank lines. What it cannot express is named in <see cref="Notes"/>.
/// </summary>
internal sealed class BodyHtml(BodySources sources, string postId)
{
    private readonly List<(string Code, string Message)> notes = [];

    public IReadOnlyList<(string Code, string Message)> Notes => notes;

    /// <param name="content"><c>content:encoded</c> as it stands.</param>
    /// <param name="footnotes">The post meta "footnotes": JSON.</param>
    public string Of(string content, string? footnotes = null)
    {
        content = content.ReplaceLineEndings("\n");
        if (content.Contains("<!--more", StringComparison.Ordinal) || content.Contains("<!--nextpage", StringComparison.Ordinal))
        {
            content = content.Replace("<!--nextpage-->", "\n\n", StringComparison.Ordinal).Replace("<!--more-->", "\n\n", StringComparison.Ordinal);
        }
        return BlockComments.AreIn(content)
            ? new BlockComments(this, sources, footnotes).Html(content)
            : Classic(content);
    }

    /// <summary>Classic text: shortcodes, then paragraphs.</summary>
    public string Classic(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }
        return ClassicText.Html(Shortcodes(text));
    }

    public string Shortcodes(string text) =>
        text.Contains('[', StringComparison.Ordinal) ? new ShortcodeReader(new ShortcodeHtml(this, sources, postId).Render).Replace(text) : text;

    public void Note(string code, string message)
    {
        if (notes.Count < 200 && !notes.Contains((code, message)))
        {
            notes.Add((code, message));
        }
    }

    public static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>An address that something stands at: a frame where the provider is known, else a link in a paragraph of its own.</summary>
    public static string Embed(string address, string? caption = null)
    {
        var url = Escape(address.Trim());
        var frame = EmbedAddress.Recognise(address.Trim()) is not null ? $"<iframe src=\"{url}\"></iframe>" : null;
        if (frame is null)
        {
            return $"<p><a href=\"{url}\">{url}</a></p>";
        }
        return caption is { Length: > 0 } ? $"<figure>{frame}<figcaption>{caption}</figcaption></figure>" : frame;
    }

    /// <summary>A picture with what the old library knew of it. <paramref name="caption"/> is HTML; the library's caption stands in for a missing one only where that is asked.</summary>
    public static string Figure(Attachment picture, string? caption = null, bool ownCaption = true)
    {
        var html = new StringBuilder("<figure><img src=\"").Append(Escape(picture.Url)).Append("\" alt=\"").Append(Escape(picture.Alt)).Append('"');
        if (picture is { Width: > 0, Height: > 0 })
        {
            html.Append(" width=\"").Append(picture.Width).Append("\" height=\"").Append(picture.Height).Append('"');
        }
        html.Append('>');
        caption ??= ownCaption ? Escape(picture.Caption) : null;
        if (caption is { Length: > 0 })
        {
            html.Append("<figcaption>").Append(caption).Append("</figcaption>");
        }
        return html.Append("</figure>").ToString();
    }
}
