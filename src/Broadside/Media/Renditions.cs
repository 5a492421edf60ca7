using Broadside.Kit;
using NetVips;

namespace Broadside.Media;

/// <summary>
/// The sizes and formats of pictures that readers get: each made once and kept. AVIF takes seconds on a small machine, and WebP
/// tenths of one: a reader never waits for either, but gets the JPEG of that size in its place until it is there.
/// </summary>
public sealed class Renditions(MediaStore store, Libvips libvips, RenditionWishes wishes)
{
    // Measured on photos of 2000 × 1325 (bench/README.md): effort 3 takes 0.9–1.2 s of one core, 4 takes 4.8–5.7 s for 6–8 % fewer bytes at the same likeness.
    private const int AvifEffort = 3;
    private const int AvifQuality = 50;
    private const int WebpQuality = 75;
    private const int WebpEffort = 4;
    private const int JpegQuality = 78;

    private static readonly double[] White = [255];

    /// <summary>What a reader gets at once: the rendition where it is made already, else what can be made in a moment.</summary>
    /// <returns>Its name tells which; null when there is no such picture, it has no such size, or nothing can be kept.</returns>
    public async Task<RenditionName?> AtOnceAsync(RenditionName wanted, CancellationToken cancel)
    {
        var quick = wanted with { Format = MediaType.Jpeg };
        if (wanted == quick || File.Exists(PathOf(wanted)) || !Defence.IsOn("rendition-at-once"))
        {
            return await PathAsync(wanted, cancel) is null ? null : wanted;
        }
        if (await PathAsync(quick, cancel) is null)
        {
            return null;
        }
        wishes.Add(wanted);
        return quick;
    }

    public string PathOf(RenditionName name) => store.RenditionPathOf(name.FileName);

    /// <returns>The path of its file, made now when need be; null when there is no such picture, or it has no such size.</returns>
    public async Task<string?> PathAsync(RenditionName wanted, CancellationToken cancel)
    {
        var path = PathOf(wanted);
        if (File.Exists(path))
        {
            return path;
        }
        if (!store.Has(wanted.Sha256))
        {
            return null;
        }
        try
        {
            string? Work() => File.Exists(path) ? path : Make(wanted);
            return await (wanted.Format == MediaType.Jpeg ? libvips.RunQuickAsync(Work, cancel) : libvips.RunAsync(Work, cancel));
        }
        catch (VipsException)
        {
            // The file is no picture: a sound has no sizes.
            return null;
        }
    }

    private string? Make(RenditionName wanted)
    {
        var original = store.PathOf(wanted.Sha256);
        using var header = Image.NewFromFile(original);
        if (wanted.Width is { } width && !MediaAddress.Widths(header.Width).Contains(width))
        {
            return null;
        }
        var bytes = wanted.Width is { } size ? Scaled(original, size, wanted.Format) : Card(original, header, wanted.Focus);
        return store.KeepRendition(wanted.FileName, bytes);
    }

    private static byte[] Scaled(string original, int width, MediaType format)
    {
        using var small = Image.Thumbnail(original, width, height: 10_000_000, size: Enums.Size.Down, outputProfile: "srgb");
        return format switch
        {
            _ when format == MediaType.Avif => small.HeifsaveBuffer(q: AvifQuality, effort: AvifEffort, compression: Enums.ForeignHeifCompression.Av1, bitdepth: 8, keep: Enums.ForeignKeep.None),
            _ when format == MediaType.Webp => small.WebpsaveBuffer(q: WebpQuality, effort: WebpEffort, keep: Enums.ForeignKeep.None),
            _ => Jpeg(small),
        };
    }

    // Scaled until it covers the card, then cut so that the focal point comes as near the middle as the edges allow.
    private static byte[] Card(string original, Image header, (int X, int Y) focus)
    {
        var scale = Math.Max(MediaAddress.CardWidth / (double)header.Width, MediaAddress.CardHeight / (double)header.PageHeight);
        var (width, height) = ((int)Math.Ceiling(header.Width * scale), (int)Math.Ceiling(header.PageHeight * scale));
        using var covering = Image.Thumbnail(original, width, height: height, size: Enums.Size.Force, outputProfile: "srgb");
        var left = Edge(width, MediaAddress.CardWidth, focus.X);
        var top = Edge(height, MediaAddress.CardHeight, focus.Y);
        using var card = covering.Crop(left, top, MediaAddress.CardWidth, MediaAddress.CardHeight);
        return Jpeg(card);
    }

    private static int Edge(int whole, int part, int tenths) => Math.Clamp((whole * tenths / 10) - (part / 2), 0, whole - part);

    // Transparent parts stand on white: JPEG has none.
    private static byte[] Jpeg(Image picture)
    {
        using var opaque = picture.HasAlpha() ? picture.Flatten(background: White) : picture.Copy();
        return opaque.JpegsaveBuffer(q: JpegQuality, optimizeCoding: true, interlace: true, keep: Enums.ForeignKeep.None);
    }
}
