namespace Broadside.Articles.Publishing;

/// <summary>What a new version did to a place of the site.</summary>
public enum PlaceChange
{
    New,
    Updated,

    /// <summary>It stands there and reads as before.</summary>
    Same,
    Gone,

    /// <summary>A former address: it leads to the present one.</summary>
    Leads,
}
