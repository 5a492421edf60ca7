using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using Broadside.Giving.Ledger;
using Broadside.Giving.Rails;
using Broadside.Kit;

namespace Broadside.Tests.Giving;

/// <summary>The far end as a list of facts in memory. A notice's body is "EVENT THING".</summary>
internal sealed class FakeRail(string id = "stripe", Flow flow = Flow.HostedRedirect, string recipient = Givers.Recipient) : IRail
{
    public const string Account = "acct";

    public ConcurrentDictionary<string, RemoteSnapshot> Things { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<StartRequest> Started { get; } = new();

    public ConcurrentQueue<RefundRequest> Refunds { get; } = new();

    /// <summary>Movements that belong to no thing, as payouts.</summary>
    public ConcurrentDictionary<FactKey, Fact> Others { get; } = new();

    public Func<StartRequest, CancellationToken, Task<StartResult>>? OnStart { get; set; }

    /// <summary>What is answered and when, in place of <see cref="Things"/>.</summary>
    public Func<RemoteRef, Task<RemoteSnapshot?>>? OnFetch { get; set; }

    public bool IsDown { get; set; }

    public RailTrouble? Trouble { get; set; }

    public IReadOnlyList<Money>? Balance { get; set; }

    public PlanResult OnPlan { get; set; } = new PlanResult.NotSupported();

    public RailDescriptor Describe() => new(id, Account, recipient, id, [new RailLimit("EUR", 100, 10_000_000), new RailLimit("USD", 100, 10_000_000), new RailLimit("JPY", 100, 10_000_000)], [], flow, Recurring.ProcessorOwned, TimeSpan.FromDays(7));

    public async Task<StartResult> StartAsync(StartRequest start, CancellationToken cancel)
    {
        Started.Enqueue(start);
        return OnStart is not null ? await OnStart(start, cancel)
            : flow == Flow.Instructions ? new StartResult.Instructions(new Dictionary<string, string>(), start.Reference, null, null)
            : new StartResult.Redirect(new Uri("https://rail.example/" + start.Attempt), new RemoteRef("session", start.Attempt), null);
    }

    public Task<NoticeResult> ReadNoticeAsync(RawNotice notice, CancellationToken cancel) =>
        Task.FromResult<NoticeResult>(Encoding.UTF8.GetString(notice.Body.Span).Split(' ') is [var named, var thing] ? new NoticeResult.Verified(named, [RemoteRef.Parse(thing)]) : new NoticeResult.Rejected("form"));

    public Task<RemoteSnapshot?> FetchAsync(RemoteRef remote, CancellationToken cancel) =>
        IsDown ? throw new RailUnreachable(RailTrouble.Transient, new Evidence(503, "down")) : OnFetch?.Invoke(remote) ?? Task.FromResult(Things.GetValueOrDefault(remote.ToString()));

    public async IAsyncEnumerable<Fact> ListAsync(Cursor since, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Yield();
        foreach (var fact in Things.Values.SelectMany(t => t.Facts).Concat(Others.Values).Where(f => f.At >= since.From && f.At < since.Until))
        {
            yield return IsDown ? throw new RailUnreachable(RailTrouble.Transient, new Evidence(503, "down")) : fact;
        }
    }

    public async Task<RefundResult> RefundAsync(RefundRequest refund, CancellationToken cancel)
    {
        Refunds.Enqueue(refund);
        await Task.Yield();
        return new RefundResult.Accepted(new RemoteRef("refund", "re_" + refund.Id));
    }

    public Task<PlanResult> ChangePlanAsync(PlanChange change, CancellationToken cancel) => Task.FromResult(OnPlan);

    public Task<Probe> ProbeAsync(CancellationToken cancel) => Task.FromResult(new Probe(Trouble, new Evidence(Trouble is null ? 200 : 403, Trouble is null ? "ok" : "account_invalid")) { Balance = Balance });

    public static RawNotice Notice(string named, string thing, DateTimeOffset at) => new(new Dictionary<string, string>(), Encoding.UTF8.GetBytes($"{named} {thing}"), at);
}
