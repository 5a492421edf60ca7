using Broadside.Jobs;

namespace Broadside.Giving.Plans;

/// <summary>Each minute: interrupts and restores, finishes what was begun, and writes what is due about it.</summary>
public sealed class FollowPlans(InterruptPlans interrupt, EndSecondPlans second, FinishMoves finish, FinishChanges changes, PostPlanLetters letters) : IJob
{
    public const string JobKind = "follow plans";

    public string Kind => JobKind;

    public bool IsLong => true;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    /// <returns>How many mails were written.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await interrupt.RunAsync(cancel);
        await second.RunAsync(cancel);
        await changes.RunAsync(cancel);
        await finish.RunAsync(cancel);
        return await letters.RunAsync(cancel);
    }
}
