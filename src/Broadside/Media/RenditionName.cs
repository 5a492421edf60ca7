using System.Globalization;

namespace Broadside.Media;

/// <summary>Which rendition of which picture: the last part of its address, taken apart. A card has no width.</summary>
public sealed record RenditionName(string Sha256, int? Width, MediaType Format)
{
    /// <summary>Where a card is cut: tenths from the left and the top.</summary>
    public (int X, int Y) Focus { get; init; } = (5, 5);

    /// <summary>The file's name in the store.</summary>
    public string FileName => (Width, Focus) switch
    {
        ({ } width, _) => string.Create(CultureInfo.InvariantCulture, $"{Sha256}-{width}.{Format.Extension}"),
        (null, (5, 5)) => $"{Sha256}-card.jpg",
        (null, var (x, y)) => string.Create(CultureInfo.InvariantCulture, $"{Sha256}-card-{x}-{y}.jpg"),
    };

    /// <param name="name">As <c>{sha256}-960.avif</c> or <c>{sha256}-card-3-7.jpg</c>; null for anything else, however near.</param>
    public static RenditionName? Parse(string name)
    {
        if (name.Length < 68 || name[64] != '-' || !MediaStore.IsHash(name[..64]) || name.Split('.') is not [var stem, var extension]
            || MediaAddress.Formats.FirstOrDefault(f => f.Extension == extension) is not { } format)
        {
            return null;
        }
        var parsed = stem[65..].Split('-') switch
        {
            ["card"] => new RenditionName(name[..64], null, MediaType.Jpeg),
            ["card", var x, var y] when Tenth(x) is { } tenthX && Tenth(y) is { } tenthY => new RenditionName(name[..64], null, MediaType.Jpeg) { Focus = (tenthX, tenthY) },
            [var width] when int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels > 0 => new RenditionName(name[..64], pixels, format),
            _ => null,
        };
        // One rendition, one address: "-0960.jpg" and "-card-5-5.jpg" are nothing.
        return parsed?.FileName == name ? parsed : null;
    }

    private static int? Tenth(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var tenth) && tenth <= 10 ? tenth : null;
}
