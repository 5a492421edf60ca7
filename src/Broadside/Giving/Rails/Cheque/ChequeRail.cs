using System.Runtime.CompilerServices;
using Broadside.Giving.Ledger;
using Broadside.Giving.Payees;

namespace Broadside.Giving.Rails.Cheque;

/// <summary>A cheque by post, or cash over the table. The treasurer enters what came.</summary>
public sealed class ChequeRail(ChequeAddress address) : IRail
{
    public const string Id = "cheque";

    private static readonly TimeSpan Settlement = TimeSpan.FromDays(14);

    public ChequeAddress Address => address;

    public RailDescriptor Describe() => new(Id, "", address.Recipient, "Cheque", [.. address.Currencies.Select(c => new RailLimit(c, 1, 99_999_999_999))], [], Flow.Instructions, Recurring.None, Settlement);

    public Task<StartResult> StartAsync(StartRequest start, CancellationToken cancel) =>
        Task.FromResult<StartResult>(new StartResult.Instructions(new Dictionary<string, string> { ["pay-to"] = address.PayTo, ["address"] = string.Join('\n', address.Lines) }, start.Reference, null, null));

    public Task<NoticeResult> ReadNoticeAsync(RawNotice notice, CancellationToken cancel) => Task.FromResult<NoticeResult>(new NoticeResult.Rejected("form"));

    public Task<RemoteSnapshot?> FetchAsync(RemoteRef remote, CancellationToken cancel) => Task.FromResult<RemoteSnapshot?>(null);

    public async IAsyncEnumerable<Fact> ListAsync(Cursor since, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        yield break;
    }

    public Task<RefundResult> RefundAsync(RefundRequest refund, CancellationToken cancel) => Task.FromResult<RefundResult>(new RefundResult.NotSupported());

    public Task<PlanResult> ChangePlanAsync(PlanChange change, CancellationToken cancel) => Task.FromResult<PlanResult>(new PlanResult.NotSupported());

    public Task<Probe> ProbeAsync(CancellationToken cancel) => Task.FromResult(new Probe(null, new Evidence(0, "ok")));
}
