namespace Broadside.Giving.Rails;

/// <summary>A rail could not be asked. Nothing is known by that; whoever asked asks again later.</summary>
public sealed class RailUnreachable(RailTrouble trouble, Evidence evidence) : Exception($"The rail did not answer ({trouble}, {evidence.Status} {evidence.Code}).")
{
    public RailTrouble Trouble => trouble;

    public Evidence Evidence => evidence;
}
