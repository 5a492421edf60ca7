namespace Broadside.Giving.Rails;

/// <summary>A rail could not be asked. Nothing is known by that; whoever asked asks again later.</summary>
#pragma warning disable CA1710 // one of the three things that a rail may say of a question, and the only one that is thrown
public sealed class RailUnreachable(RailTrouble trouble, Evidence evidence) : Exception($"The rail did not answer ({trouble}, {evidence.Status} {evidence.Code}).")
#pragma warning restore CA1710
{
    public RailTrouble Trouble => trouble;

    public Evidence Evidence => evidence;
}
