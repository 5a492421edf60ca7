namespace Broadside.Giving.Notices;

/// <summary>Something about money that a person must look at.</summary>
public sealed class GivingItem
{
    /// <summary>As "possible-duplicate", "amount-differs", "not-theirs", "balance-differs", "orphan".</summary>
    public required string Code { get; init; }

    public required string Subject { get; init; }

    public required string Rail { get; init; }

    public string? Theirs { get; set; }

    public string? Ours { get; set; }

    public DateTimeOffset RaisedAt { get; set; }

    public DateTimeOffset? SettledAt { get; set; }
}
