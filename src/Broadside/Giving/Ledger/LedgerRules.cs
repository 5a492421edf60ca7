using Broadside.Kit;

namespace Broadside.Giving.Ledger;

/// <summary>What a fact does to the books. Pure: the whole accounting of the newsroom stands here.</summary>
public static class LedgerRules
{
    public static Entry Entry(Fact fact) => Entry(fact, 1);

    /// <param name="fact">What happened.</param>
    /// <param name="revision">Which entry of its key this will be.</param>
    public static Entry Entry(Fact fact, int revision)
    {
        var sums = new Sums();
        switch (fact.Kind)
        {
            case FactKind.Charge:
                Income(sums, fact, -fact.Amount);
                Settle(sums, fact, 1, Accounts.Fees(fact.Rail));
                break;
            case FactKind.Fee:
                Move(sums, fact, Accounts.Fees(fact.Rail), Accounts.Clearing(fact.Rail, fact.Amount.Currency));
                break;
            case FactKind.Refund:
                sums.Add(Accounts.Refunds, fact.Amount);
                Settle(sums, fact, -1, Accounts.Fees(fact.Rail));
                break;
            case FactKind.RefundFailed:
                sums.Add(Accounts.Refunds, -fact.Amount);
                Settle(sums, fact, 1, Accounts.Fees(fact.Rail));
                break;
            case FactKind.DisputeOpened:
                sums.Add(Accounts.Refunds, fact.Amount);
                Settle(sums, fact, -1, Accounts.Disputes);
                break;
            case FactKind.DisputeWon:
                sums.Add(Accounts.Refunds, -fact.Amount);
                Settle(sums, fact, 1, Accounts.Disputes);
                break;
            case FactKind.DisputeFee:
                Move(sums, fact, Accounts.Disputes, Accounts.Clearing(fact.Rail, fact.Amount.Currency));
                break;
            case FactKind.Payout:
                Move(sums, fact, fact.Account ?? Accounts.Transit(fact.Rail), Accounts.Clearing(fact.Rail, fact.Amount.Currency));
                break;
            case FactKind.Reserve:
                Move(sums, fact, Accounts.Reserve(fact.Rail), Accounts.Clearing(fact.Rail, fact.Amount.Currency));
                break;
            case FactKind.ReserveReleased:
                Move(sums, fact, Accounts.Clearing(fact.Rail, fact.Amount.Currency), Accounts.Reserve(fact.Rail));
                break;
            case FactKind.BankLine:
                Move(sums, fact, Accounts.Bank(fact.Rail), Accounts.Suspense(fact.Rail));
                break;
            case FactKind.BankMatched:
                Matched(sums, fact);
                break;
            case FactKind.ChequeTaken:
                sums.Add(Accounts.Undeposited, fact.Amount);
                Income(sums, fact, -fact.Amount);
                break;
            case FactKind.ChequeDeposited:
                Move(sums, fact, fact.Account ?? Accounts.Transit(fact.Rail), Accounts.Undeposited);
                break;
            case FactKind.ChequeBounced:
                Bounced(sums, fact);
                break;
            case FactKind.PaidBack:
                Move(sums, fact, Accounts.Refunds, fact.Account ?? Accounts.Suspense(fact.Rail));
                break;
            case FactKind.DisputeLost:
                // The money went when the dispute was opened.
                break;
            default:
                throw new ArgumentException($"A {fact.Kind} is no fact of a rail.", nameof(fact));
        }
        return new Entry(IdOf(fact.Key, revision), fact.Key, revision, fact.At, fact.Memo ?? "", sums.Postings());
    }

    /// <summary>The entry that takes another back.</summary>
    public static Entry Reversal(Entry entry) => entry with
    {
        Id = IdOf(entry.Key, entry.Revision + 1),
        Revision = entry.Revision + 1,
        Reverses = entry.Revision,
        Postings = [.. entry.Postings.Select(p => p with { Money = -p.Money })],
    };

    /// <summary>What is to be added to the books when a fact is told: nothing where it is known, its entry where it is new, a reversal and a new entry where it was told otherwise.</summary>
    /// <param name="known">What the books hold under its key.</param>
    /// <param name="told">Told now.</param>
    public static IReadOnlyList<PostedFact> Step(PostedFact? known, Fact told)
    {
        if (known is null)
        {
            return [new PostedFact(told, Entry(told))];
        }
        if (known.Entry.Reverses > 0)
        {
            // A person took it back; told anew it is there again.
            return [new PostedFact(told, Entry(told, known.Entry.Revision + 1))];
        }
        var now = told.After(known.Fact);
        if (now == known.Fact)
        {
            return [];
        }
        var reversal = Reversal(known.Entry);
        return [new PostedFact(known.Fact, reversal), new PostedFact(now, Entry(now, reversal.Revision + 1))];
    }

    private static string IdOf(FactKey key, int revision) => Ids.Of($"{key}|{revision}");

    // What nobody can lay to a gift waits in suspense until a person says what it is.
    private static void Income(Sums sums, Fact fact, Money amount)
    {
        if (fact.Gift is null)
        {
            sums.Add(Accounts.Suspense(fact.Rail), amount);
            return;
        }
        var cover = fact.Cover is { } added && added.Currency == amount.Currency && added.Minor < Math.Abs(amount.Minor) ? added.Minor : 0;
        sums.Add(Accounts.FeeCover, amount with { Minor = -cover });
        sums.Add(Accounts.Gift(fact.Fund), amount with { Minor = amount.Minor + cover });
    }

    // Where the rail changed currencies, each of them balances by itself over equity:fx.
    private static void Settle(Sums sums, Fact fact, int sign, string feeAccount)
    {
        var settled = fact.Settled ?? fact.Amount;
        sums.Add(Accounts.Clearing(fact.Rail, settled.Currency), settled with { Minor = sign * settled.Minor });
        if (fact.Settled is not null && settled != fact.Amount)
        {
            sums.Add(Accounts.Exchange, fact.Amount with { Minor = sign * fact.Amount.Minor });
            sums.Add(Accounts.Exchange, settled with { Minor = -sign * settled.Minor });
        }
        if (fact.Fee is { } fee)
        {
            sums.Add(feeAccount, fee);
            sums.Add(Accounts.Clearing(fact.Rail, fee.Currency), -fee);
        }
    }

    private static void Move(Sums sums, Fact fact, string debit, string credit)
    {
        sums.Add(debit, fact.Amount);
        sums.Add(credit, -fact.Amount);
    }

    private static void Matched(Sums sums, Fact fact)
    {
        sums.Add(Accounts.Suspense(fact.Rail), fact.Amount);
        if (fact.Account is { } account)
        {
            sums.Add(account, -fact.Amount);
        }
        else if (fact.Gift is not null)
        {
            Income(sums, fact, -fact.Amount);
        }
        else
        {
            sums.Add(Accounts.Suspense(fact.Rail), -fact.Amount);
        }
    }

    private static void Bounced(Sums sums, Fact fact)
    {
        var from = fact.Account ?? Accounts.Transit(fact.Rail);
        Move(sums, fact, Accounts.Refunds, from);
        if (fact.Fee is { } fee)
        {
            sums.Add(Accounts.Disputes, fee);
            sums.Add(from, -fee);
        }
    }

    private sealed class Sums
    {
        private readonly List<(string Account, string Currency)> order = [];
        private readonly Dictionary<(string, string), long> sums = [];

        public void Add(string account, Money money)
        {
            if (!sums.TryAdd((account, money.Currency), money.Minor))
            {
                sums[(account, money.Currency)] = checked(sums[(account, money.Currency)] + money.Minor);
                return;
            }
            order.Add((account, money.Currency));
        }

        public List<Posting> Postings() => [.. order.Where(o => sums[o] != 0).Select(o => new Posting(o.Account, new Money(sums[o], o.Currency)))];
    }
}

/// <summary>A fact and the entry that says it; of a reversal, the fact that is taken back.</summary>
public sealed record PostedFact(Fact Fact, Entry Entry);
