namespace Broadside.Guard;

/// <summary>The link ledger: when an outside host was first linked to, by what, and by whom.</summary>
public sealed class LinkHost
{
    public required string Host { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required string Subject { get; init; }

    public required int Version { get; init; }

    /// <summary>Whose version it was: id of a person, or "operator". Null: from before this was noted.</summary>
    public string? Who { get; init; }

    public required LinkHostState State { get; set; }
}

public enum LinkHostState
{
    Known,
    Held,
    Refused,
}
