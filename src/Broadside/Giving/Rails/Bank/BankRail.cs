using System.Runtime.CompilerServices;
using Broadside.Giving.Ledger;
using Broadside.Giving.Payees;
using Broadside.Giving.References;

namespace Broadside.Giving.Rails.Bank;

/// <summary>A transfer that the donor orders at their own bank: nobody can cut it. The money is seen on the statement.</summary>
public sealed class BankRail(BankAccount account) : IRail
{
    /// <summary>As long as a transfer is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(90);
    private static readonly TimeSpan Settlement = TimeSpan.FromDays(5);

    public BankAccount Account => account;

    public RailDescriptor Describe() => new(account.Rail, "", account.Recipient, "Bank transfer", [.. account.Currencies.Select(c => new RailLimit(c, 1, 99_999_999_999))], [], Flow.Instructions, Recurring.DonorStandingOrder, Settlement);

    public Task<StartResult> StartAsync(StartRequest start, CancellationToken cancel)
    {
        var payload = new Dictionary<string, string> { ["holder"] = account.Holder, ["number"] = Iban.TryRead(account.Number, out var iban) ? Iban.Print(iban) : account.Number };
        foreach (var (name, value) in new[] { ("bic", account.Bic), ("bank", account.BankName), ("note", account.Note) })
        {
            if (value is not null)
            {
                payload[name] = value;
            }
        }
        return Task.FromResult<StartResult>(new StartResult.Instructions(payload, start.Reference, null, null));
    }

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
