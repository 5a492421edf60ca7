namespace Broadside.Giving.Gifts;

/// <summary>What gifts may be spent on.</summary>
public sealed class Fund
{
    /// <summary>Its slug; part of the account's name.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required string Recipient { get; init; }

    /// <summary>For its purpose alone.</summary>
    public bool IsRestricted { get; set; }
}
