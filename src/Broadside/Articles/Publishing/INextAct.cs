using Broadside.Guard;

namespace Broadside.Articles.Publishing;

/// <summary>What other modules offer to do with an article that is out: it stands on the page that is shown after publishing.</summary>
public interface INextAct
{
    /// <summary>Null where there is nothing to do, or it is not theirs to do.</summary>
    Task<NextAct?> OfAsync(CatalogueEntry entry, Actor who, CancellationToken cancel);
}

/// <param name="Words">Key of what is said, which counts.</param>
/// <param name="Number">What it counts.</param>
/// <param name="Address">Of the page where it is done.</param>
public sealed record NextAct(string Words, long Number, string Address);
