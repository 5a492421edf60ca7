namespace Broadside.Giving.Rails;

/// <summary>Why a rail did not do what was asked, judged by machine codes alone.</summary>
/// <param name="Kind">Whose matter it is.</param>
/// <param name="Evidence">What was seen.</param>
internal sealed record RailFailure(FailureKind Kind, Evidence Evidence)
{
    private RailTrouble Trouble => Kind switch
    {
        FailureKind.Throttled => RailTrouble.Throttled,
        FailureKind.Cut => RailTrouble.RailCut,
        FailureKind.Misconfigured or FailureKind.Refused or FailureKind.Missing => RailTrouble.Misconfigured,
        _ => RailTrouble.Transient,
    };

    public StartResult ToStart() => Kind switch
    {
        FailureKind.Refused => new StartResult.DonorProblem(Evidence.Code),
        FailureKind.Unknown => new StartResult.Unknown(Evidence),
        _ => new StartResult.Unavailable(Trouble, Evidence),
    };

    // An inner error may come after the money went: only the far end can say, and asking again with the same key harms nothing.
    public RefundResult ToRefund() => Kind switch
    {
        FailureKind.Refused or FailureKind.Missing => new RefundResult.Refused(Evidence.Code),
        FailureKind.Unknown or FailureKind.Broken => new RefundResult.Unknown(Evidence),
        _ => new RefundResult.Unavailable(Trouble, Evidence),
    };

    public PlanResult ToPlan() => Kind switch
    {
        FailureKind.Refused or FailureKind.Missing => new PlanResult.Refused(Evidence.Code),
        FailureKind.Unknown or FailureKind.Broken => new PlanResult.Unknown(Evidence),
        _ => new PlanResult.Unavailable(Trouble, Evidence),
    };

    public Probe ToProbe() => new(Trouble, Evidence);

    public RailUnreachable ToException() => new(Trouble, Evidence);
}

internal enum FailureKind
{
    /// <summary>The donor's own, or a request that the far end rightly refuses.</summary>
    Refused,

    /// <summary>It knows no such thing.</summary>
    Missing,

    /// <summary>Nothing reached it.</summary>
    NotSent,

    /// <summary>It answered that it is broken.</summary>
    Broken,
    Throttled,
    Cut,
    Misconfigured,

    /// <summary>Sent, and no whole answer came.</summary>
    Unknown,
}
