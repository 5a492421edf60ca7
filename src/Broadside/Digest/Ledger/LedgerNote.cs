using Broadside.Mail.Wire;

namespace Broadside.Digest.Ledger;

/// <summary>One change of one delivery's row.</summary>
/// <param name="Delivery">Whose.</param>
/// <param name="State">What it becomes.</param>
/// <param name="Route">By which route.</param>
/// <param name="Answer">What the server said.</param>
/// <param name="DueAt">When it is tried again, where it is.</param>
internal sealed record LedgerNote(Delivery Delivery, DeliveryState State, string? Route, SmtpAnswer Answer, DateTimeOffset? DueAt = null)
{
    /// <summary>Fails where the row was no longer ours or nothing could be written: what it was to allow must not happen.</summary>
    public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was learned must not be lost: it is written again until it stands. An intention is given up instead.</summary>
    public bool IsFact => State is not DeliveryState.Inflight;
}
