using System.Globalization;

namespace Broadside.Media;

/// <summary>
/// Where a file of the media library answers: the original at <c>/media/{sha256}.{ext}</c>, renditions of a picture at
/// <c>/media/{sha256}-{width}.{avif|webp|jpg}</c>. A rendition is never enlarged: of a picture narrower than 320 pixels
/// the one called 320 has the picture's own width. Page bytes never depend on which renditions exist already.
/// </summary>
public static class MediaAddress
{
    public static IReadOnlyList<int> AllWidths { get; } = [320, 640, 960, 1280, 1920];

    public static string Original(string sha256, string extension) => $"/media/{sha256}.{extension}";

    public static string Rendition(string sha256, int width, string format) => string.Create(CultureInfo.InvariantCulture, $"/media/{sha256}-{width}.{format}");

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
        "audio/wav" or "audio/x-wav" => "wav",
        "video/mp4" => "mp4",
        "video/webm" => "webm",
        "application/pdf" => "pdf",
        _ => "bin",
    };
}
