namespace Broadside.Giving.Offer;

/// <summary>What readers are told that a campaign has come to. Counted at most every fifteen minutes, so that nobody can tell from it who gave what.</summary>
public sealed class CampaignTotal
{
    public required string Campaign { get; init; }

    /// <summary>Smallest units of the campaign's currency: what the books say that stays, and what came outside them.</summary>
    public long Amount { get; set; }

    public int Givers { get; set; }

    public DateTimeOffset AsOf { get; set; }
}
