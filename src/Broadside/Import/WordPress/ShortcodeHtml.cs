using System.Text;
using System.Text.RegularExpressions;

namespace Broadside.Import.WordPress;

/// <summary>What each shortcode stands for in HTML.</summary>
internal sealed partial class ShortcodeHtml(BodyHtml body, BodySources sources, string postId)
{
    private static readonly string[] Builders = ["vc_", "et_pb_", "fusion_", "av_", "cs_", "x_", "fl_", "tatsu_", "kc_", "mk_", "dt_", "thb_", "bt_bb_", "us_"];

    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal)
    {
        "row", "column", "columns", "col", "one_half", "one_third", "two_third", "one_fourth", "three_fourth", "one_half_last", "one_third_last", "two_third_last",
        "box", "center", "left", "right", "dropcap", "drop_cap", "highlight_text", "lead", "section", "clear", "su_row", "su_column", "su_box", "su_note", "tie_list",
    };

    /// <summary>Null leaves it as text: words in brackets, as [sic].</summary>
    public string? Render(Shortcode code) => code.Name switch
    {
        "caption" or "wp_caption" => Caption(code),
        "gallery" => Gallery(code["ids"] ?? code["include"]),
        "audio" => Player("audio", code),
        "video" or "wpvideo" or "videopress" => Player("video", code),
        "playlist" => Playlist(code),
        "embed" => Address(code.Inner ?? code["src"]) is { } address ? Separate(BodyHtml.Embed(address)) : Dropped(code, "an embed without an address"),
        "youtube" or "vimeo" or "dailymotion" or "soundcloud" or "tweet" or "twitter" or "instagram" or "facebook" or "tiktok" or "spotify" or "ted" => Provider(code),
        "code" or "sourcecode" or "source" or "highlight" => Separate($"<pre><code>{BodyHtml.Escape(System.Net.WebUtility.HtmlDecode(code.Inner ?? "").Trim('\n'))}</code></pre>"),
        "more" or "nextpage" or "toc" => "\n\n",
        "quote" or "blockquote" or "pullquote" => Separate($"<blockquote>{code.Inner}</blockquote>"),
        "vc_raw_html" or "vc_raw_js" or "et_pb_code" => Dropped(code, "raw HTML or script"),
        _ => Other(code),
    };

    private string? Other(Shortcode code)
    {
        if (Wrappers.Contains(code.Name))
        {
            return Separate(code.Inner ?? "");
        }
        if (Builders.Any(b => code.Name.StartsWith(b, StringComparison.Ordinal)))
        {
            return Builder(code);
        }
        // Words in brackets are no shortcode: nothing assigned, nothing closed, no underscore.
        var isCode = code.Inner is not null || code.Name.Contains('_', StringComparison.Ordinal) || code.Given.Keys.Any(k => !char.IsAsciiDigit(k[0])) || Known.Contains(code.Name);
        if (!isCode)
        {
            return null;
        }
        body.Note("shortcode", code.Inner is { Length: > 0 }
            ? $"[{code.Name}] is unknown here; the text inside it is kept."
            : $"[{code.Name}] has no text of its own; it was left out.");
        return code.Inner ?? "";
    }

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "contact-form", "contact-form-7", "wpforms", "gravityform", "mc4wp_form", "newsletter", "sitemap", "archives", "donate", "paypal" };

    private string Caption(Shortcode code)
    {
        var inner = code.Inner ?? "";
        // WordPress 3.4 and later: the picture, then the words; before: the words in an attribute.
        var picture = Picture().Match(inner);
        var words = code["caption"] ?? (picture.Success ? inner[(picture.Index + picture.Length)..] : "");
        if (!picture.Success)
        {
            return Separate(inner);
        }
        return Separate($"<figure>{picture.Value}<figcaption>{words.Trim()}</figcaption></figure>");
    }

    private string Gallery(string? ids)
    {
        IEnumerable<Attachment> pictures = ids is null ? sources.Attachments.PicturesOf(postId) : Ids(ids).Select(Find).OfType<Attachment>();
        var figures = string.Concat(pictures.Take(500).Select(p => BodyHtml.Figure(p)));
        if (figures.Length == 0)
        {
            body.Note("gallery", "A gallery names pictures that are not in this export; it was left out.");
            return "";
        }
        return Separate($"<figure class=\"wp-block-gallery\">{figures}</figure>");
    }

    private Attachment? Find(string id)
    {
        var found = sources.Attachments.ById(id);
        if (found is null)
        {
            body.Note("attachment", $"The picture with number {id} is not in this export.");
        }
        return found;
    }

    private string Player(string kind, Shortcode code)
    {
        var sourcesGiven = code.Given.Where(g => g.Key is "src" or "mp3" or "m4a" or "ogg" or "wav" or "mp4" or "webm" or "m4v" or "ogv" or "0").Select(g => g.Value);
        var address = sourcesGiven.FirstOrDefault(v => v.Contains('/', StringComparison.Ordinal)) ?? Address(code.Inner);
        if (address is null && (code["id"] ?? code["ids"]) is { } id)
        {
            address = Find(id)?.Url;
        }
        if (address is null)
        {
            return Dropped(code, "a player without an address");
        }
        return Separate(BodyHtml.Embed(address) is var embed && embed.StartsWith("<iframe", StringComparison.Ordinal)
            ? embed
            : $"<{kind} controls src=\"{BodyHtml.Escape(address)}\"></{kind}>");
    }

    private string Playlist(Shortcode code)
    {
        var kind = code["type"] == "video" ? "video" : "audio";
        var files = Ids(code["ids"] ?? "").Select(Find).OfType<Attachment>();
        return Separate(string.Concat(files.Select(f => $"<{kind} controls src=\"{BodyHtml.Escape(f.Url)}\"></{kind}>")));
    }

    // [youtube URL], [youtube=URL], [youtube id="…"], [vimeo 123], [tweet 123], [youtube]URL[/youtube]
    private string Provider(Shortcode code)
    {
        var given = new[] { code.Inner, code["url"], code["src"], code["0"], code["id"], code["video"], code["track"] }.OfType<string>().Select(v => v.Trim().TrimStart('=').Trim()).FirstOrDefault(v => v.Length > 0);
        var address = given is null ? null : Address(given) ?? code.Name switch
        {
            "youtube" when Bare().IsMatch(given) => "https://www.youtube.com/watch?v=" + given,
            "vimeo" when Bare().IsMatch(given) => "https://vimeo.com/" + given,
            "dailymotion" when Bare().IsMatch(given) => "https://www.dailymotion.com/video/" + given,
            "tweet" or "twitter" when Bare().IsMatch(given) => "https://x.com/i/status/" + given,
            "instagram" when Bare().IsMatch(given) => $"https://www.instagram.com/p/{given}/",
            "ted" when Bare().IsMatch(given) => "https://www.ted.com/talks/" + given,
            _ => null,
        };
        return address is null ? Dropped(code, "an embed without an address") : Separate(BodyHtml.Embed(address));
    }

    private string Builder(Shortcode code)
    {
        body.Note("builder", $"[{code.Name[..(code.Name.IndexOf('_') + 1)]}…] layout of a page builder: its text and pictures are kept, its layout is not.");
        var made = new StringBuilder();
        foreach (var id in Ids(code["image"] ?? code["images"] ?? code["image_id"] ?? code["gallery_ids"] ?? ""))
        {
            made.Append(Find(id) is { } picture ? BodyHtml.Figure(picture) : "");
        }
        if (made.Length == 0 && (code["src"] ?? code["image_url"] ?? code["image"] ?? code["link"] ?? code["video_url"]) is { } source && Address(source) is { } address)
        {
            made.Append(code.Name.Contains("video", StringComparison.Ordinal)
                ? BodyHtml.Embed(address)
                : code.Name.Contains("image", StringComparison.Ordinal) ? $"<figure><img src=\"{BodyHtml.Escape(address)}\" alt=\"{BodyHtml.Escape(code["alt"])}\"></figure>" : "");
        }
        var heading = code["text"] ?? code["title"] ?? code["heading"];
        if (heading is not null && !code.Name.EndsWith("_row", StringComparison.Ordinal))
        {
            made.Append($"<h3>{BodyHtml.Escape(System.Net.WebUtility.HtmlDecode(heading))}</h3>");
        }
        return Separate(made.Append("\n\n").Append(code.Inner).ToString());
    }

    private string Dropped(Shortcode code, string what)
    {
        body.Note("shortcode", $"[{code.Name}]: {what}; it was left out.");
        return "";
    }

    private static IEnumerable<string> Ids(string list) =>
        list.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(id => id.All(char.IsAsciiDigit)).Take(500);

    private static string? Address(string? text)
    {
        var trimmed = PlainText.Of(text);
        trimmed = trimmed.StartsWith("//", StringComparison.Ordinal) ? "https:" + trimmed : trimmed;
        return trimmed.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? trimmed.Split(' ')[0] : null;
    }

    private static string Separate(string html) => html.Length == 0 ? "" : $"\n\n{html}\n\n";

    [GeneratedRegex(@"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", RegexOptions.IgnoreCase)]
    private static partial Regex Picture();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,40}$")]
    private static partial Regex Bare();
}
