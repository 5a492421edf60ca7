namespace Broadside.Backup.Drilling;

/// <summary>What a page shows may depend on whether something that was just published is settled: a copy is looked at in the moment of its backup.</summary>
internal sealed class StandingClock(DateTimeOffset at) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => at;
}
