using System.Globalization;

namespace Broadside.Media;

/// <summary>
/// Where a file of the media library answers: the original at <c>/media/{sha256}.{ext}</c>, renditions of a picture at
/// <c>/media/{sha256}-{width}.{avif|webp|jpg}</c>. A rendition is never enlarged: of a picture narrower than 320 pixels
/// the one called 320 has the picture's own width. Page bytes never depend on which renditions exist already.
/// </summary>
public static class MediaAddress
{
    public const string Root = "/media/";
    public const int CardWidth = 1200;
    public const int CardHeight = 630;

    public static IReadOnlyList<int> AllWidths { get; } = [320, 640, 960, 1280, 1920];

    /// <summary>The formats of a rendition, best first.</summary>
    public static IReadOnlyList<MediaType> Formats { get; } = [MediaType.Avif, MediaType.Webp, MediaType.Jpeg];

    public static string Original(string sha256, string extension) => $"/media/{sha256}.{extension}";

    public static string Rendition(string sha256, int width, string format) => string.Create(CultureInfo.InvariantCulture, $"/media/{sha256}-{width}.{format}");

    /// <summary>
    /// The 1200×630 picture for social cards, cut around the focal point: <c>/media/{sha256}-card.jpg</c>, or
    /// <c>-card-3-7.jpg</c> off the middle. Focal points are rounded to tenths, so that a picture has 121 cards at most.
    /// </summary>
    /// <param name="sha256">Of the picture.</param>
    /// <param name="focalX">Thousandths from the left; null: the middle.</param>
    /// <param name="focalY">Thousandths from the top; null: the middle.</param>
    public static string Card(string sha256, int? focalX = null, int? focalY = null)
    {
        var (x, y) = (Tenths(focalX), Tenths(focalY));
        return (x, y) == (5, 5) ? $"/media/{sha256}-card.jpg" : string.Create(CultureInfo.InvariantCulture, $"/media/{sha256}-card-{x}-{y}.jpg");
    }

    /// <summary>The widths that a picture is offered in, narrowest first.</summary>
    /// <param name="originalWidth">Null while unknown: then only the narrowest is sure to be there.</param>
    public static IReadOnlyList<int> Widths(int? originalWidth)
    {
        var count = 1;
        while (count < AllWidths.Count && AllWidths[count] <= originalWidth)
        {
            count++;
        }
        return count == AllWidths.Count ? AllWidths : [.. AllWidths.Take(count)];
    }

    /// <summary>The file extension of a media type that the library keeps; "bin" for any other.</summary>
    public static string Extension(string? mediaType) => mediaType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/avif" => "avif",
        "image/gif" => "gif",
        "audio/mpeg" => "mp3",
        "audio/mp4" or "audio/x-m4a" => "m4a",
        "audio/ogg" => "ogg",
        "audio/flac" => "flac",
        "audio/wav" or "audio/x-wav" => "wav",
        "video/mp4" => "mp4",
        "video/webm" => "webm",
        "application/pdf" => "pdf",
        _ => "bin",
    };

    private static int Tenths(int? thousandths) => thousandths is { } t ? (Math.Clamp(t, 0, 1000) + 50) / 100 : 5;
}
