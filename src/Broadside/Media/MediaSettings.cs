namespace Broadside.Media;

/// <summary>Settings <c>Media:…</c></summary>
public sealed record MediaSettings
{
    /// <summary>The largest picture file taken in, in bytes.</summary>
    public long LargestPicture { get; init; } = 64L << 20;

    /// <summary>The most pixels of a picture, all frames together. Checked before anything is decoded.</summary>
    public long MostPixels { get; init; } = 100_000_000;

    /// <summary>The longest side of a picture, in pixels.</summary>
    public int LongestSide { get; init; } = 30_000;

    /// <summary>The largest document taken in, in bytes.</summary>
    public long LargestDocument { get; init; } = 100L << 20;

    /// <summary>The largest sound or film taken in, in bytes.</summary>
    public long LargestRecording { get; init; } = 1L << 30;

    /// <summary>Whether files are also kept as they were sent, with place and camera, for editors alone.</summary>
    public bool KeepOriginals { get; init; } = true;
}
