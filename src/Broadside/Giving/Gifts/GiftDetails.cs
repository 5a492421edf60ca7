namespace Broadside.Giving.Gifts;

/// <summary>What names a person beside a gift; may be erased.</summary>
public sealed class GiftDetails
{
    public required string Gift { get; init; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    /// <summary>In whose honour or memory, and whom to tell.</summary>
    public string? Tribute { get; set; }
}
