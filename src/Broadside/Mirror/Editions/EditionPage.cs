using Broadside.Giving.Offer;

namespace Broadside.Mirror.Editions;

/// <summary>A page as an edition holds it, and what it was made from.</summary>
public sealed record EditionPage
{
    /// <summary>From the root, as <c>/a/b/</c>.</summary>
    public required string Path { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>HTTP status with which the live site answers it: 200, of the lost page 404, of a withdrawn article 410.</summary>
    public required int Status { get; init; }

    /// <summary>Subjects and lists that it read (<see cref="Site.PageNotes"/>).</summary>
    public required IReadOnlyCollection<string> Notes { get; init; }

    /// <summary>Whether a page depends on what is in no version: seconds that are over, published totals. It is looked at each time.</summary>
    /// <param name="note">One of those that it read.</param>
    public static bool IsOfTheMoment(string note) => note == GiftOffer.Key || note.StartsWith("settled:", StringComparison.Ordinal);
}
