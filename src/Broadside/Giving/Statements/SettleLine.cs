using System.Globalization;
using Broadside.Giving.Cheques;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Giving.Ledger;
using Broadside.Giving.Rails.Cheque;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Statements;

/// <summary>A person says what a line of the bank is that waits in suspense: its money leaves suspense for where it belongs, in the same transaction in which the line is marked.</summary>
public sealed class SettleLine(IDbContextFactory<NewsroomDb> dbs, PostFacts post, RailBoard board, EnterGift enter, AuditLog audit)
{
    private const int MostPieces = 20;

    /// <param name="key">The line's.</param>
    /// <param name="decision">What it is.</param>
    /// <param name="who">Who says so.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<StatementRow>> RunAsync(string key, LineDecision decision, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<StatementRow>().SingleOrDefaultAsync(l => l.Key == key, cancel) is not { } line)
        {
            return new Refusal("gone", "There is no such line: the file that it stood in may have been undone.");
        }
        if (line.Matched is not null)
        {
            return new Refusal("line_settled", "Somebody settled this line already. Open it again first if that was wrong.");
        }
        var outcome = await FactsAsync(db, line, decision, cancel);
        if (!outcome.IsDone)
        {
            return outcome.Refusal;
        }
        line.Matched = outcome.Value.Goal;
        await db.SaveChangesAsync(cancel);
        await post.AddAsync(db, outcome.Value.Facts, cancel);
        await audit.AddAsync(db, who, "settle line", $"line/{key}", line.Matched, cancel);
        await db.SaveChangesAsync(cancel);
        Mishap.Here("line settled");
        await writing.CommitAsync(cancel);
        return line;
    }

    private async Task<Outcome<Settled>> FactsAsync(NewsroomDb db, StatementRow line, LineDecision decision, CancellationToken cancel)
    {
        var amount = new Money(line.Amount, line.Currency);
        var fact = new Fact(line.Rail, "", FactKind.BankMatched, line.Key, amount, At(line)) { PaymentRemoteId = line.Key };
        switch (decision)
        {
            case LineDecision.ToGift or LineDecision.ToNewGift when amount.Minor <= 0:
                return new Refusal("line_debit", "Money that went out is no gift. Name another account of the books.");
            case LineDecision.ToGift to:
                return await db.Set<Gift>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == to.Gift || g.Reference == to.Gift, cancel) is { } gift
                    ? Given(fact, gift) : new Refusal("no_gift", "There is no gift with this number or reference.", "gift");
            case LineDecision.ToNewGift made:
                var entered = await enter.AddAsync(db, amount, made.Fund, null, made.Name, made.Email, cancel);
                return entered.IsDone ? Given(fact, entered.Value) : entered.Refusal;
            case LineDecision.PaidBack back:
                return await PaidBackAsync(db, line, back.Gift, cancel);
            case LineDecision.FromRail from when board.Find(from.Rail) is null || from.Rail == line.Rail:
                return new Refusal("no_rail", "Choose the rail that paid out.", "rail");
            case LineDecision.FromRail from:
                return new Settled("payout/" + from.Rail, [fact with { Account = Accounts.Transit(from.Rail) }]);
            case LineDecision.FromSlip from:
                return await SlipAsync(db, line, fact, from.Slip, cancel);
            case LineDecision.ToAccount to:
                return Accounts.IsName(to.Account) && !Accounts.IsGift(to.Account) && to.Account != Accounts.Bank(line.Rail) && to.Account != Accounts.Suspense(line.Rail)
                    ? new Settled(to.Account, [fact with { Account = to.Account }])
                    : new Refusal("account", "Write an account of the books in small letters with colons between, as expense:bank-fees.", "account");
            case LineDecision.InParts parts:
                return await PartsAsync(db, line, fact, parts.Pieces, cancel);
            default:
                throw new ArgumentException("Nobody can settle a line so.", nameof(decision));
        }
    }

    private static Settled Given(Fact fact, Gift gift) => new("gift/" + gift.Id, [fact with { Gift = gift.Id, Fund = gift.Fund }]);

    // Of a gift with several payments, the newest one of which so much is left.
    private static async Task<Outcome<Settled>> PaidBackAsync(NewsroomDb db, StatementRow line, string named, CancellationToken cancel)
    {
        if (line.Amount >= 0)
        {
            return new Refusal("line_credit", "Money that came in pays nobody back.");
        }
        if (await db.Set<Gift>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == named || g.Reference == named, cancel) is not { } gift)
        {
            return new Refusal("no_gift", "There is no gift with this number or reference.", "gift");
        }
        var own = db.Set<EntryRow>().Where(e => e.Gift == gift.Id);
        var entries = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Payment != null && own.Any(o => o.Rail == e.Rail && o.RailAccount == e.RailAccount && o.Payment == e.Payment)).ToListAsync(cancel);
        var payments = entries.Select(e => e.Payment!).Distinct().ToList();
        var asked = await db.Set<AskedRefund>().AsNoTracking().Where(r => payments.Contains(r.Payment)).ToListAsync(cancel);
        foreach (var payment in EntryRow.Standing(entries).GroupBy(f => (f.Rail, f.RailAccount, f.Payment)).OrderByDescending(p => p.Max(f => f.At)))
        {
            var facts = payment.ToList();
            // A line that was this gift's for an hour is it no more.
            if (facts.Exists(f => f.Gift == gift.Id && f.Kind is FactKind.Charge or FactKind.ChequeTaken or FactKind.BankMatched)
                && GiftStates.Left(facts) is { } left && left.Currency == line.Currency && left.Minor - AskedRefund.OnTheWay(asked, facts) >= -line.Amount)
            {
                var (rail, account, remote) = payment.Key;
                return new Settled("paid-back/" + gift.Id,
                [
                    new Fact(rail, account, FactKind.PaidBack, $"{line.Rail}/{line.Key}/{remote}", new Money(-line.Amount, line.Currency), At(line))
                    {
                        PaymentRemoteId = remote,
                        Gift = gift.Id,
                        Account = Accounts.Suspense(line.Rail),
                    },
                ]);
            }
        }
        return new Refusal("too-much", "give.refund.too-much", "gift");
    }

    private static async Task<Outcome<Settled>> SlipAsync(NewsroomDb db, StatementRow line, Fact fact, string id, CancellationToken cancel)
    {
        if (await db.Set<DepositSlip>().SingleOrDefaultAsync(s => s.Id == id && s.Line == null && s.Bank == line.Rail, cancel) is not { } slip)
        {
            return new Refusal("no_slip", "That deposit is not waited for at this account.", "slip");
        }
        if (slip.Amount != line.Amount || slip.Currency != line.Currency)
        {
            return new Refusal("slip_differs", "The deposit comes to another amount than the line. Split the line, or put the deposit right.", "slip");
        }
        slip.Line = line.Key;
        return new Settled("deposit/" + id, [fact with { Account = Accounts.Transit(ChequeRail.Id) }]);
    }

    private static async Task<Outcome<Settled>> PartsAsync(NewsroomDb db, StatementRow line, Fact fact, IReadOnlyList<LineDecision.Piece> pieces, CancellationToken cancel)
    {
        if (pieces.Count is < 2 or > MostPieces || pieces.Any(p => p.Amount.Currency != line.Currency || p.Amount.IsZero))
        {
            return new Refusal("parts", "Write two parts or more, each with its amount in the line's currency.", "parts");
        }
        if (pieces.Aggregate((Int128)0, (sum, p) => sum + p.Amount.Minor) != line.Amount)
        {
            return new Refusal("parts_sum", "The parts do not come to the line's amount.", "parts");
        }
        var facts = new List<Fact>();
        foreach (var (piece, number) in pieces.Select((p, i) => (p, i + 1)))
        {
            var remote = string.Create(CultureInfo.InvariantCulture, $"{line.Key}.{number}");
            var part = fact with { RemoteId = remote, PaymentRemoteId = remote, Amount = piece.Amount };
            var gift = piece.Gift is null ? null : await db.Set<Gift>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == piece.Gift || g.Reference == piece.Gift, cancel);
            if (piece.Gift is not null ? gift is null || piece.Amount.Minor < 0 : !Accounts.IsName(piece.Account ?? "") || Accounts.IsGift(piece.Account!))
            {
                return new Refusal("part_goal", "A part names a gift by its reference, or an account of the books as expense:bank-fees.", "parts");
            }
            facts.Add(gift is null ? part with { Account = piece.Account } : part with { Gift = gift.Id, Fund = gift.Fund });
            db.Add(new LinePart { Rail = line.Rail, Key = line.Key, Remote = remote, Amount = piece.Amount.Minor, Currency = piece.Amount.Currency, Goal = gift is null ? piece.Account! : "gift/" + gift.Id });
        }
        return new Settled("split", facts);
    }

    private static DateTimeOffset At(StatementRow line) => new(DateOnly.ParseExact(line.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private sealed record Settled(string Goal, IReadOnlyList<Fact> Facts);
}
