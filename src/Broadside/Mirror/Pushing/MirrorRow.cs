using Broadside.Mirror.Targets;

namespace Broadside.Mirror.Pushing;

/// <summary>A mirror that the newsroom sends its edition to.</summary>
public sealed class MirrorRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Where the files are sent (<see cref="MirrorAddress"/>).</summary>
    public required string Address { get; init; }

    /// <summary>Where readers find it, without a slash at the end; null where only files are kept there.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>A sealed <see cref="MirrorSecret"/>.</summary>
    public string? Secret { get; set; }

    /// <summary>The line of the newsroom's own key that the volunteer puts into <c>authorized_keys</c>.</summary>
    public string? SshKey { get; init; }

    /// <summary>The key that the host showed the first time (<see cref="HostKeyPin"/>).</summary>
    public string? HostKey { get; set; }

    /// <summary>The operator added it, and may send to this machine and its own network.</summary>
    public bool IsLocal { get; init; }

    public MirrorState State { get; set; }

    /// <summary>The edition that was sent to it last.</summary>
    public long? Number { get; set; }

    public DateTimeOffset? PushedAt { get; set; }

    /// <summary>The edition that it was last seen to serve at its public address.</summary>
    public long? SeenNumber { get; set; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>When somebody last looked there, whatever was found.</summary>
    public DateTimeOffset? LookedAt { get; set; }

    /// <summary>Since when there is an edition that it lacks.</summary>
    public DateTimeOffset? BehindSince { get; set; }

    /// <summary>Pushes that came to nothing, one after another.</summary>
    public int Failures { get; set; }

    public TroubleKind? Trouble { get; set; }

    /// <summary>The far side's own words.</summary>
    public string? Said { get; set; }

    public DateTimeOffset? FailedAt { get; set; }

    public required string AddedBy { get; init; }

    public DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? DroppedAt { get; set; }

    /// <summary>The trouble in one sentence; null where there is none.</summary>
    public string? Error => Trouble is { } kind ? new MirrorTrouble(kind, Said ?? "").Message : null;

    internal static string Purpose(string id) => "mirror/" + id;
}
