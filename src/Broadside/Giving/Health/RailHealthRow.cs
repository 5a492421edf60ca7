using Broadside.Giving.Rails;

namespace Broadside.Giving.Health;

/// <summary>A rail's health as it is kept, with what it rests on. "*" stands for every currency or country.</summary>
public sealed class RailHealthRow
{
    public const string All = "*";

    public required string Rail { get; init; }

    public required string Currency { get; init; }

    public required string Country { get; init; }

    public HealthState State { get; set; }

    public DateTimeOffset Since { get; set; }

    public DateTimeOffset? FailedAt { get; set; }

    public DateTimeOffset? RetryAt { get; set; }

    public int Openings { get; set; }

    public bool IsHalfOpen { get; set; }

    public bool HasGoodProbe { get; set; }

    public int Status { get; set; }

    public string? Code { get; set; }

    public string? BodySha256 { get; set; }

    /// <summary>When it was last asked whether it would take money.</summary>
    public DateTimeOffset? ProbedAt { get; set; }

    /// <summary>When it was last paused or restored: what came of starts before that is no ground for another rest.</summary>
    public DateTimeOffset? JudgedFrom { get; set; }

    public RailHealth Health() => new(State, Since)
    {
        FailedAt = FailedAt,
        RetryAt = RetryAt,
        Openings = Openings,
        IsHalfOpen = IsHalfOpen,
        HasGoodProbe = HasGoodProbe,
        Evidence = Code is null ? null : new Evidence(Status, Code, BodySha256),
    };

    public void Keep(RailHealth health)
    {
        (State, Since, FailedAt, RetryAt) = (health.State, health.Since, health.FailedAt, health.RetryAt);
        (Openings, IsHalfOpen, HasGoodProbe) = (health.Openings, health.IsHalfOpen, health.HasGoodProbe);
        (Status, Code, BodySha256) = (health.Evidence?.Status ?? 0, health.Evidence?.Code, health.Evidence?.BodySha256);
    }
}
