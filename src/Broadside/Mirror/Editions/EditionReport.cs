namespace Broadside.Mirror.Editions;

/// <summary>What became of a folder into which an edition was written.</summary>
public sealed record EditionReport
{
    public required long Number { get; init; }

    public required string Folder { get; init; }

    /// <summary>Of the edition, the three that check the others among them.</summary>
    public required int Files { get; init; }

    public required long Bytes { get; init; }

    /// <summary>How many of them had to be written; the rest stood there already.</summary>
    public required long Written { get; init; }

    public required int Removed { get; init; }

    public required int Rendered { get; init; }

    /// <summary>Renditions that are still to be made: a JPEG stands in for each.</summary>
    public required int StandIns { get; init; }

    /// <summary>Addresses whose content has no good copy left: they are not in it.</summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>Media names that pages hold and the library does not.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
}
