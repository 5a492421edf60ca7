namespace Broadside.Digest.Ledger;

/// <summary>Where one recipient's message is. Their numbers always sum to what was frozen.</summary>
public enum DeliveryState
{
    /// <summary>Nobody holds it.</summary>
    Pending,

    /// <summary>A sender holds it; nothing has left.</summary>
    Claimed,

    /// <summary>Written down before the final dot: it may have left.</summary>
    Inflight,

    /// <summary>The server took it.</summary>
    Accepted,

    /// <summary>The server asked to try again later.</summary>
    Deferred,

    /// <summary>The server refused it for good.</summary>
    Failed,

    /// <summary>Left the list after the freeze.</summary>
    Excluded,

    /// <summary>Not sent in time: the next digest comes instead.</summary>
    Expired,

    /// <summary>Was in flight when the connection or the program ended: it may have been delivered.</summary>
    InDoubt,
}
