namespace Broadside.Mirror.Targets;

/// <summary>How long a push waits for the far side.</summary>
/// <param name="Connect">For a connection.</param>
/// <param name="Silence">For the next sign of life.</param>
public sealed record MirrorPatience(TimeSpan Connect, TimeSpan Silence)
{
    public static MirrorPatience Usual { get; } = new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60));
}
