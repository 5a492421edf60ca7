using Broadside.Giving.Rails;

namespace Broadside.Giving.Gifts;

/// <summary>When a plan may charge. Pure.</summary>
public static class PlanRules
{
    /// <summary>What our copy says when the rail says something. A plan that is being moved is not live again because its old rail came back: it is ended there first, or the move is given up.</summary>
    public static PlanState Mirrored(PlanState ours, PlanState theirs) => (ours, theirs) switch
    {
        (PlanState.Ended, _) => PlanState.Ended,
        (_, PlanState.Ended) => PlanState.Ended,
        (PlanState.Moving, _) => PlanState.Moving,
        (PlanState.Interrupted, PlanState.PastDue) => PlanState.Interrupted,
        _ => theirs,
    };

    /// <summary>Whether its successor may take over: only once nothing can charge by the old one.</summary>
    public static bool MayStartSuccessor(PlanState old) => old is PlanState.Ended;

    /// <summary>Where a plan goes when its donor presses "continue elsewhere"; null: it is over.</summary>
    public static PlanState? BeginMove(PlanState state) => state is PlanState.Ended ? null : PlanState.Moving;

    /// <summary>Where it goes when its rail is cut.</summary>
    public static PlanState Interrupt(PlanState state) => state is PlanState.Active or PlanState.PastDue or PlanState.Paused ? PlanState.Interrupted : state;
}
