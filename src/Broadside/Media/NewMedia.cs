using Broadside.Guard;

namespace Broadside.Media;

/// <summary>What is known about a file that is brought in. Words left out are taken from the file itself where it has them.</summary>
/// <param name="Name">What the sender calls it; display only.</param>
public sealed record NewMedia(string Name)
{
    public string? Title { get; init; }

    public string? Credit { get; init; }

    public string? CreditUrl { get; init; }

    public string? Alt { get; init; }

    public string? Caption { get; init; }

    public string? Licence { get; init; }

    /// <summary>As <see cref="MediaFile.FocalX"/>.</summary>
    public int? FocalX { get; init; }

    public int? FocalY { get; init; }

    /// <summary>The person who brings it, for the audit log; absent for what an import brings.</summary>
    public Actor? Who { get; init; }

    /// <summary>Where it was fetched from.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>Kept with the file as <see cref="MediaFile.Source"/>.</summary>
    public string? Source { get; init; }

    /// <summary>Make its renditions soon; false for an archive's thousands, whose renditions are made when first asked for.</summary>
    public bool PrepareRenditions { get; init; } = true;

    /// <summary>Recognise and judge the file as always, and keep nothing of it.</summary>
    public bool JudgeOnly { get; init; }
}
