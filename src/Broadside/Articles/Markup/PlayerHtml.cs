using Broadside.Articles.Body;
using Broadside.Media;

namespace Broadside.Articles.Markup;

/// <summary>Sound, film and documents: the browser's own player, which fetches nothing before it is started, and a link with the size.</summary>
internal static class PlayerHtml
{
    public static void Write(BodyWriter writer, Audio audio)
    {
        writer.Open("figure", audio, audio.Media is null ? "sound missing" : "sound");
        if (!string.IsNullOrWhiteSpace(audio.Title))
        {
            writer.Raw("<p class=\"what\">").Text(audio.Title).Raw("</p>");
        }
        if (audio.Media is { } media)
        {
            var address = MediaAddress.Original(media, MediaAddress.Extension(audio.MediaType ?? "audio/mpeg"));
            if (!writer.Style.IsFeed)
            {
                writer.Raw("<audio controls preload=\"none\" src=\"").Raw(address).Raw("\"></audio>");
            }
            WriteLink(writer, address, writer.Style.Words.Text("body.listen"), Length(audio.Seconds), audio.Bytes);
        }
        WriteCaption(writer, audio.Caption, audio.Credit);
    }

    public static void Write(BodyWriter writer, Video video)
    {
        writer.Open("figure", video, video.Media is null ? "film missing" : "film");
        if (!string.IsNullOrWhiteSpace(video.Title))
        {
            writer.Raw("<p class=\"what\">").Text(video.Title).Raw("</p>");
        }
        if (video.Media is { } media)
        {
            var address = MediaAddress.Original(media, MediaAddress.Extension(video.MediaType ?? "video/mp4"));
            if (writer.Style.IsFeed)
            {
                WriteLink(writer, address, writer.Style.Words.Text("body.watch"), null, null);
            }
            else
            {
                writer.Raw("<video controls preload=\"none\" src=\"").Raw(address).Raw("\"");
                if (video.Poster is { } poster)
                {
                    writer.Raw(" poster=\"").Raw(MediaAddress.Rendition(poster, 640, "jpg")).Raw("\"");
                }
                writer.Raw("></video>");
            }
        }
        WriteCaption(writer, video.Caption, video.Credit);
    }

    public static void Write(BodyWriter writer, FileBlock file)
    {
        writer.Open("figure", file, file.Media is null ? "file missing" : "file");
        if (file.Media is { } media)
        {
            var kind = MediaAddress.Extension(file.MediaType);
            WriteLink(writer, MediaAddress.Original(media, kind), file.Name, kind is "bin" ? null : kind.ToUpperInvariant(), file.Bytes, MediaType.Named(file.MediaType) is { } type ? FileName.Clean(file.Name, type) : null);
        }
        else
        {
            writer.Raw("<p>").Text(file.Name).Raw("</p>");
        }
        WriteCaption(writer, file.Caption, null);
    }

    // The name that a document is saved under stands in the signed page: the library's row is nobody's word.
    private static void WriteLink(BodyWriter writer, string address, string name, string? kind, long? bytes, string? savedAs = null)
    {
        writer.Raw("<p><a href=\"").Address(address).Raw("\"");
        if (savedAs is not null && !writer.Style.IsFeed)
        {
            writer.Raw(" download=\"").Text(savedAs).Raw("\"");
        }
        writer.Raw(">").Text(name).Raw("</a>");
        string?[] facts = [kind, bytes is { } size ? writer.Style.Words.Size(size) : null];
        if (facts.Any(f => f is not null))
        {
            writer.Raw(" <span class=\"size\">").Text(string.Join(", ", facts.Where(f => f is not null))).Raw("</span>");
        }
        writer.Raw("</p>");
    }

    private static void WriteCaption(BodyWriter writer, string? caption, string? credit)
    {
        var parts = new[] { caption, credit }.Where(p => !string.IsNullOrWhiteSpace(p)).ToList();
        if (parts.Count > 0)
        {
            writer.Raw("<figcaption>").Text(string.Join(" ", parts)).Raw("</figcaption>");
        }
        writer.Raw("</figure>\n");
    }

    private static string? Length(int? seconds) => seconds is { } s and > 0 ? $"{s / 60}:{s % 60:00}" : null;
}
