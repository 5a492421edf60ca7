using Broadside.Jobs;

namespace Broadside.Giving.Payees;

/// <summary>Every minute: what was agreed to, and whose day has come.</summary>
public sealed class ApplyPayoutChanges(ChangePayout change) : IJob
{
    public const string JobKind = "apply payout changes";

    public string Kind => JobKind;

    public Task RunAsync(string payload, CancellationToken cancel) => change.ApplyDueAsync(cancel);
}
