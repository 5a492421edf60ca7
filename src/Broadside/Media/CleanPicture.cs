using Broadside.Kit;
using NetVips;

namespace Broadside.Media;

/// <summary>
/// Judges an arrived picture and takes out of it everything that is not picture: GPS position, camera, names, comments,
/// thumbnails, whatever was hung on behind. Where the picture stands upright and in sRGB its compressed data are kept bit for
/// bit; otherwise (and where those data read like a script or an archive) it is decoded and compressed anew.
/// </summary>
public sealed class CleanPicture(Libvips libvips, MediaSettings settings)
{
    private const int AnySize = 10_000_000;

    // Ten minutes at five frames a second: each costs memory, however small it is.
    private const int MostFrames = 3000;

    internal async Task<Outcome<CleanedFile>> RunAsync(string path, MediaType type, CancellationToken cancel)
    {
        try
        {
            return await libvips.RunAsync(() => Clean(path, type), cancel);
        }
        catch (VipsException)
        {
            return new Refusal("media.damaged", "The picture is damaged or cut short and cannot be read. Send it again from the original.", "file");
        }
    }

    private Outcome<CleanedFile> Clean(string path, MediaType type)
    {
        var bytes = File.ReadAllBytes(path);
        using var header = Open(bytes, type);
        if (Defence.IsOn("picture-size") && TooLarge(header) is { } refusal)
        {
            return refusal;
        }
        var words = PictureWords.Read(header);
        var kept = IsPlain(header) ? Defence.IsOn("picture-words") ? PictureContainer.Strip(bytes, type) : bytes : null;
        if (kept is null || Disguise.IsIn(kept))
        {
            (kept, type) = CompressAnew(bytes, header, type);
        }
        File.WriteAllBytes(path, kept);
        return Read(kept, type, words);
    }

    // Reads the header alone: a picture of a million by a million pixels costs nothing yet.
    private static Image Open(byte[] bytes, MediaType type) =>
        Image.NewFromBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error, kwargs: CanMove(type) ? new VOption { { "n", -1 } } : null);

    private static bool CanMove(MediaType type) => type == MediaType.Gif || type == MediaType.Webp;

    private Refusal? TooLarge(Image header)
    {
        if (header.Height / Math.Max(1, header.PageHeight) > MostFrames)
        {
            return new Refusal("media.pixels", $"The picture has more than {MostFrames} frames. Send it as a film (MP4 or WebM).", "file");
        }
        if (header.Width > settings.LongestSide || header.PageHeight > settings.LongestSide)
        {
            return new Refusal("media.pixels", $"The picture is {header.Width} × {header.PageHeight} pixels; no side may be longer than {settings.LongestSide}. Make it smaller.", "file");
        }
        return (long)header.Width * header.Height <= settings.MostPixels
            ? null
            : new Refusal("media.pixels", $"The picture has {(long)header.Width * header.Height / 1_000_000} million pixels; {settings.MostPixels / 1_000_000} million are the most. Make it smaller.", "file");
    }

    private static bool IsPlain(Image header) =>
        IsUpright(header)
        && header.Interpretation is not Enums.Interpretation.Cmyk
        && (!header.Contains("icc-profile-data") || Disguise.IsSrgb((byte[])header.Get("icc-profile-data")));

    private static bool IsUpright(Image header) => !header.Contains("orientation") || header.Get("orientation") is 1 or 0;

    private static (byte[] Bytes, MediaType Type) CompressAnew(byte[] bytes, Image header, MediaType type)
    {
        var moves = header.Height > header.PageHeight;
        // Scaling forgives what is missing at a picture's end; reading it whole does not.
        _ = header.Avg();
        // Turns it upright and into sRGB; the size asked for is beyond every picture's, so nothing is scaled.
        using var upright = Image.ThumbnailBuffer(bytes, AnySize, height: AnySize, size: Enums.Size.Down, outputProfile: "srgb",
            failOn: Enums.FailOn.Error, optionString: moves ? "n=-1" : "");
        return type switch
        {
            _ when type == MediaType.Png => (upright.PngsaveBuffer(keep: Enums.ForeignKeep.None), type),
            _ when type == MediaType.Gif => (upright.GifsaveBuffer(keep: Enums.ForeignKeep.None), type),
            _ when type == MediaType.Webp || upright.HasAlpha() => (upright.WebpsaveBuffer(q: 90, keep: Enums.ForeignKeep.None), MediaType.Webp),
            _ => (upright.JpegsaveBuffer(q: 92, optimizeCoding: true, interlace: true, keep: Enums.ForeignKeep.None), MediaType.Jpeg),
        };
    }

    // What is kept is decoded to its last pixel, so that no damaged picture comes in.
    private static CleanedFile Read(byte[] kept, MediaType type, FileWords words)
    {
        using var picture = Open(kept, type);
        _ = picture.Avg();
        return new CleanedFile(type)
        {
            Width = picture.Width,
            Height = picture.PageHeight,
            Animated = picture.Height > picture.PageHeight,
            Words = words,
        };
    }
}
