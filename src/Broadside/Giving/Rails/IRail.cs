using Broadside.Giving.Ledger;

namespace Broadside.Giving.Rails;

/// <summary>
/// A way by which money comes: one folder each. No exception of a client or a wire leaves it: what went wrong is named in the answer.
/// Whatever it says of money it says as facts, fetched from the far end and never taken out of a notice.
/// </summary>
public interface IRail
{
    /// <summary>What it can do, as it is set up now. No network.</summary>
    RailDescriptor Describe();

    /// <summary>Begins one attempt within three seconds. The same attempt id again begins nothing new.</summary>
    Task<StartResult> StartAsync(StartRequest start, CancellationToken cancel);

    /// <summary>Which things at the far end a notice is about. Never amounts.</summary>
    Task<NoticeResult> ReadNoticeAsync(RawNotice notice, CancellationToken cancel);

    /// <summary>All that the far end knows of it; null: it knows no such thing.</summary>
    /// <exception cref="RailUnreachable">It could not be asked; ask again later.</exception>
    Task<RemoteSnapshot?> FetchAsync(RemoteRef remote, CancellationToken cancel);

    /// <summary>Every movement of a window, in any order; windows may overlap. A fact is the same here and from <see cref="FetchAsync"/>; what is not told is null.</summary>
    /// <exception cref="RailUnreachable">It could not be asked to the end.</exception>
    IAsyncEnumerable<Fact> ListAsync(Cursor since, CancellationToken cancel);

    Task<RefundResult> RefundAsync(RefundRequest refund, CancellationToken cancel);

    Task<PlanResult> ChangePlanAsync(PlanChange change, CancellationToken cancel);

    /// <summary>Ends the open page of a start, so that nobody pays on it any more; not every rail can.</summary>
    /// <param name="start">As <see cref="StartResult.Redirect"/> names it.</param>
    /// <param name="cancel">Ends it.</param>
    Task<ExpireResult> ExpireAsync(RemoteRef start, CancellationToken cancel) => Task.FromResult(ExpireResult.NotSupported);

    /// <summary>Asks, with its key and changing nothing, whether it would take money now.</summary>
    Task<Probe> ProbeAsync(CancellationToken cancel);
}

/// <param name="Id">As "stripe", "paypal", "btcpay", "bank:IBAN", "cheque": the first part of every key of the ledger.</param>
/// <param name="Account">Its account there, as acct_…; the IBAN; "" where there is one alone.</param>
/// <param name="Recipient">Id of the legal recipient who gets the money.</param>
/// <param name="Name">As donors are told.</param>
/// <param name="Limits">One for each currency that it takes.</param>
/// <param name="Countries">ISO 3166 codes of donors; empty: all.</param>
/// <param name="Flow">What a donor does.</param>
/// <param name="Recurring">Who collects the next time.</param>
/// <param name="Settlement">How long until the money is there, at most.</param>
/// <param name="IsTest">Its money is play money.</param>
public sealed record RailDescriptor(
    string Id, string Account, string Recipient, string Name, IReadOnlyList<RailLimit> Limits, IReadOnlyList<string> Countries, Flow Flow, Recurring Recurring, TimeSpan Settlement, bool IsTest = false)
{
    /// <summary>Hosts that a donor's browser is sent to.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>What the cover-fee box counts with: hundredths of a percent, and a fixed part in smallest units of the limit's currency.</summary>
    public int FeeBasisPoints { get; init; }

    public bool Takes(Kit.Money amount, string? country) =>
        Limits.Any(l => l.Currency == amount.Currency && amount.Minor >= l.Least && amount.Minor <= l.Most) && (country is null || Countries.Count == 0 || Countries.Contains(country));
}

/// <param name="Currency">ISO 4217.</param>
/// <param name="Least">Smallest units.</param>
/// <param name="Most">Smallest units.</param>
/// <param name="FixedFee">Smallest units.</param>
public sealed record RailLimit(string Currency, long Least, long Most, long FixedFee = 0);

public enum Flow
{
    HostedRedirect,
    Instructions,
    AddressQr,
}

public enum Recurring
{
    None,
    ProcessorOwned,
    OursOffSession,
    DonorStandingOrder,
}

public enum Interval
{
    Once,
    Monthly,
    Annual,
}

/// <param name="Attempt">Its id: the idempotency key at the far end (<c>attempt:{id}:start</c>), and what its metadata carries.</param>
/// <param name="Gift">Id of the gift.</param>
/// <param name="Amount">What is charged, the covered fee in it.</param>
/// <param name="Interval">How often.</param>
/// <param name="Reference">What the donor's bank is told, and the far end shows.</param>
/// <param name="Description">One line for the donor's statement or page.</param>
/// <param name="Language">BCP 47.</param>
/// <param name="ReturnTo">Absolute address after it went well, or may have.</param>
/// <param name="CancelTo">Absolute address if the donor turns back.</param>
public sealed record StartRequest(string Attempt, string Gift, Kit.Money Amount, Interval Interval, string Reference, string Description, string Language, Uri ReturnTo, Uri CancelTo)
{
    public string? Email { get; init; }

    /// <summary>ISO 3166.</summary>
    public string? Country { get; init; }
}

/// <summary>What became of a start. A donor's own problem says nothing about the rail; unknown is neither paid nor failed.</summary>
public abstract record StartResult
{
    private StartResult()
    {
    }

    /// <param name="Url">The far end's page.</param>
    /// <param name="Remote">What is asked about later.</param>
    /// <param name="ExpiresAt">When that page ends.</param>
    public sealed record Redirect(Uri Url, RemoteRef Remote, DateTimeOffset? ExpiresAt) : StartResult;

    /// <param name="Payload">What a donor needs, by name: "iban", "name", "address", "qr"…</param>
    /// <param name="Reference">What they write beside it.</param>
    /// <param name="Remote">What is asked about later; null: nothing can be asked.</param>
    /// <param name="ValidUntil">Null: always.</param>
    public sealed record Instructions(IReadOnlyDictionary<string, string> Payload, string Reference, RemoteRef? Remote, DateTimeOffset? ValidUntil) : StartResult;

    /// <param name="Code">As the far end names it: a card declined, a payer's account closed.</param>
    public sealed record DonorProblem(string Code) : StartResult;

    public sealed record Unavailable(RailTrouble Trouble, Evidence Evidence) : StartResult;

    /// <summary>Timed out after it was sent: it may exist at the far end.</summary>
    public sealed record Unknown(Evidence Evidence) : StartResult;
}

public enum RailTrouble
{
    Transient,
    Throttled,

    /// <summary>The far end has closed the account or refuses to charge for it.</summary>
    RailCut,

    /// <summary>Our own settings: a wrong key, an address that answers something else.</summary>
    Misconfigured,
}

/// <summary>What was seen, without a secret and without words of the far end.</summary>
/// <param name="Status">HTTP status; 0: no answer.</param>
/// <param name="Code">The machine code, as "account_invalid", "PAYEE_ACCOUNT_RESTRICTED", "timeout", "refused".</param>
/// <param name="BodySha256">Of the answer.</param>
public sealed record Evidence(int Status, string Code, string? BodySha256 = null);

/// <param name="Headers">Names in any case.</param>
/// <param name="Body">The bytes as they came.</param>
/// <param name="ReceivedAt">When.</param>
public sealed record RawNotice(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body, DateTimeOffset ReceivedAt);

public abstract record NoticeResult
{
    private NoticeResult()
    {
    }

    /// <param name="EventId">As the far end numbers it; null: it does not.</param>
    /// <param name="Refs">What to fetch.</param>
    public sealed record Verified(string? EventId, IReadOnlyList<RemoteRef> Refs) : NoticeResult;

    /// <summary>Signed by nobody, or not to be verified here: still a hint to look.</summary>
    public sealed record NeedsFetch(string? EventId, IReadOnlyList<RemoteRef> Refs) : NoticeResult;

    /// <summary>From there, and not for here, as an event of the test mode at a live account: answered as if it were taken, so that it is not sent again.</summary>
    /// <param name="Why">A code: "mode".</param>
    public sealed record Dropped(string Why) : NoticeResult;

    /// <param name="Why">A code: "signature", "age", "account", "form".</param>
    public sealed record Rejected(string Why) : NoticeResult;
}

/// <summary>A thing at the far end that can be asked for.</summary>
/// <param name="Kind">As the rail calls it: "session", "order", "subscription", "charge", "invoice", "payout".</param>
/// <param name="Id">Its id there.</param>
public sealed record RemoteRef(string Kind, string Id)
{
    /// <summary>Kind of a reference to one of our own attempts, whose start was never answered: a rail that can look for it by its metadata or its key does, others say null.</summary>
    public const string OurAttempt = "attempt";

    public override string ToString() => $"{Kind}/{Id}";

    public static RemoteRef Parse(string text) => text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? new(text[..slash], text[(slash + 1)..]) : new("", text);
}

public enum RemoteState
{
    /// <summary>The donor may still pay.</summary>
    Open,

    /// <summary>Paid, not settled.</summary>
    Pending,
    Paid,
    Failed,
    Expired,
}

/// <param name="Remote">What was asked for.</param>
/// <param name="State">Of the attempt, where it is one.</param>
/// <param name="Facts">All movements that belong to it.</param>
public sealed record RemoteSnapshot(RemoteRef Remote, RemoteState State, IReadOnlyList<Fact> Facts)
{
    /// <summary>Our attempt, as its metadata tells.</summary>
    public string? Attempt { get; init; }

    public RemotePlan? Plan { get; init; }
}

/// <param name="Remote">The subscription.</param>
/// <param name="State">active, paused, past_due or ended, in our words.</param>
/// <param name="Amount">Each time.</param>
/// <param name="Interval">How often.</param>
public sealed record RemotePlan(RemoteRef Remote, PlanState State, Kit.Money Amount, Interval Interval)
{
    public string? Customer { get; init; }

    public string? Mandate { get; init; }

    /// <summary>Brand, last four digits and expiry, as "visa 4242 12/29".</summary>
    public string? Instrument { get; init; }

    public DateTimeOffset? NextAt { get; init; }
}

public enum PlanState
{
    Active,
    Paused,
    PastDue,
    Interrupted,
    Moving,
    Ended,
}

/// <summary>From where a listing goes on.</summary>
/// <param name="From">Movements at or after this.</param>
/// <param name="Until">And before this.</param>
public sealed record Cursor(DateTimeOffset From, DateTimeOffset Until);

/// <param name="Id">Ours: the idempotency key.</param>
/// <param name="PaymentRemoteId">As <see cref="Fact.PaymentRemoteId"/>.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Reason">For the record.</param>
public sealed record RefundRequest(string Id, string PaymentRemoteId, Kit.Money Amount, string Reason);

public abstract record RefundResult
{
    private RefundResult()
    {
    }

    public sealed record Accepted(RemoteRef Remote) : RefundResult;

    /// <summary>Pay back by hand, then record it.</summary>
    public sealed record NotSupported : RefundResult;

    public sealed record Refused(string Code) : RefundResult;

    public sealed record Unavailable(RailTrouble Trouble, Evidence Evidence) : RefundResult;

    public sealed record Unknown(Evidence Evidence) : RefundResult;
}

/// <param name="Id">Ours: the idempotency key.</param>
/// <param name="Plan">The subscription.</param>
/// <param name="Act">What to do.</param>
/// <param name="Amount">The new one.</param>
/// <param name="Until">Until when it pauses.</param>
public sealed record PlanChange(string Id, RemoteRef Plan, PlanAct Act, Kit.Money? Amount = null, DateTimeOffset? Until = null);

public enum PlanAct
{
    Cancel,
    Pause,
    Resume,
    ChangeAmount,
}

public abstract record PlanResult
{
    private PlanResult()
    {
    }

    public sealed record Changed(RemotePlan Plan) : PlanResult;

    public sealed record NotSupported : PlanResult;

    public sealed record Refused(string Code) : PlanResult;

    public sealed record Unavailable(RailTrouble Trouble, Evidence Evidence) : PlanResult;

    public sealed record Unknown(Evidence Evidence) : PlanResult;
}

public enum ExpireResult
{
    Expired,
    NotSupported,

    /// <summary>It was open no more: paid, or over. What is so must be asked.</summary>
    Over,

    /// <summary>The rail could not be asked, or nobody knows whether it heard.</summary>
    Unanswered,
}

/// <param name="Trouble">Null: it would take money.</param>
/// <param name="Evidence">What was seen.</param>
public sealed record Probe(RailTrouble? Trouble, Evidence Evidence)
{
    /// <summary>What it says it holds for us, one amount a currency; null: it does not say.</summary>
    public IReadOnlyList<Kit.Money>? Balance { get; init; }
}
