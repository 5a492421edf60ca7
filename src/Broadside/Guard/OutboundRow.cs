namespace Broadside.Guard;

/// <summary>Which copy of a newsroom may act.</summary>
public sealed class OutboundRow
{
    public required string Epoch { get; init; }

    public required string Mark { get; init; }

    /// <summary>Empty: nobody, as it was the first.</summary>
    public required string ConfirmedBy { get; init; }

    public DateTimeOffset ConfirmedAt { get; init; }
}
