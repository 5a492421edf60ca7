using System.Globalization;
using AngleSharp.Dom;

namespace Broadside.Articles.Body.Reading;

/// <summary>Where a picture is: the largest of what <c>srcset</c>, lazy-loading attributes and <c>src</c> offer.</summary>
internal static class PictureAddress
{
    private static readonly string[] Originals = ["data-orig-file", "data-full-url", "data-original"];
    private static readonly string[] Sets = ["srcset", "data-srcset", "data-lazy-srcset"];
    private static readonly string[] Plain = ["data-src", "data-lazy-src", "src"];
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"];

    /// <summary>Best first; none that is written into the text (<c>data:</c>).</summary>
    public static List<string> Candidates(IElement image)
    {
        var found = new List<string?>();
        found.AddRange(Originals.Select(image.GetAttribute));
        found.AddRange(Sets.Select(s => Largest(image.GetAttribute(s))));
        found.AddRange(Plain.Select(image.GetAttribute));
        if (image.ParentElement is { LocalName: "picture" } picture)
        {
            found.AddRange(picture.Children.Where(c => c.LocalName == "source").Select(c => Largest(c.GetAttribute("srcset"))));
        }
        return [.. found.OfType<string>().Select(a => a.Trim()).Where(a => a.Length > 0 && !IsInline(a)).Distinct()];
    }

    /// <summary>A picture of some size that exists only as a <c>data:</c> or <c>blob:</c> address; small ones are placeholders.</summary>
    public static bool WrittenInText(IElement image) => image.GetAttribute("src") is { } source && IsInline(source.Trim()) && (source.Length > 400 || source.TrimStart().StartsWith("blob:", StringComparison.OrdinalIgnoreCase));

    public static bool IsPictureFile(string address)
    {
        var end = address.IndexOfAny(['?', '#']);
        var path = end < 0 ? address : address[..end];
        return Extensions.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));
    }

    public static bool IsTracker(IElement image) =>
        image.LocalName == "img"
        && int.TryParse(image.GetAttribute("width"), CultureInfo.InvariantCulture, out var width) && width <= 2
        && int.TryParse(image.GetAttribute("height"), CultureInfo.InvariantCulture, out var height) && height <= 2;

    public static bool IsEmoji(IElement image) =>
        image.GetAttribute("alt") is { Length: > 0 and <= 12 }
        && (Elements.HasClass(image, "emoji") || Elements.HasClass(image, "wp-smiley") || image.GetAttribute("src")?.Contains("/core/emoji/", StringComparison.Ordinal) == true);

    private static bool IsInline(string address) => address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) || address.StartsWith("blob:", StringComparison.OrdinalIgnoreCase) || address.StartsWith("about:", StringComparison.OrdinalIgnoreCase);

    private static string? Largest(string? set)
    {
        string? best = null;
        var size = -1.0;
        foreach (var part in (set ?? "").Split(", ", 60, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pieces = part.TrimEnd(',').Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var told = pieces.Length > 1 && double.TryParse(pieces[^1].AsSpan(0, pieces[^1].Length - 1), CultureInfo.InvariantCulture, out var number) ? number : 1;
            if (pieces.Length > 0 && told > size)
            {
                (best, size) = (pieces[0], told);
            }
        }
        return best;
    }
}
