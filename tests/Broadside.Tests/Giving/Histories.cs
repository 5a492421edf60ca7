using Broadside.Giving.Ledger;
using Broadside.Kit;
using CsCheck;

namespace Broadside.Tests.Giving;

/// <summary>What a far end may hold and tell, for properties: each happening with the forms in which it was told over time, the last one being true.</summary>
internal static class Histories
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>One happening, as it was told first to last.</summary>
    public sealed record Told(IReadOnlyList<Fact> Versions)
    {
        public Fact Last => Versions[^1];
    }

    /// <param name="Payments">Each a charge with what became of it.</param>
    /// <param name="Others">What belongs to no payment.</param>
    /// <param name="Seed">Of the order in which things are told.</param>
    public sealed record World(IReadOnlyList<IReadOnlyList<Told>> Payments, IReadOnlyList<Told> Others, int Seed)
    {
        public IEnumerable<Told> All => Payments.SelectMany(p => p).Concat(Others);
    }

    private static readonly Gen<string> Currency = Gen.Int[0, 2].Select(i => (new[] { "EUR", "USD", "JPY" })[i]);

    public static Gen<World> Worlds { get; } =
        Gen.Select(Payment.List[1, 5], Other.List[0, 4], Gen.Int[0, int.MaxValue - 1], (payments, others, seed) => new World(
            [.. payments.Select((p, i) => (IReadOnlyList<Told>)[.. p.Select((t, j) => Named(t, $"p{i}", j))])], [.. others.Select((t, i) => Named(t, "o", i))], seed));

    /// <summary>Small, with everything in it: a fee told later, a refund that failed, a dispute, a payout.</summary>
    public static World Small { get; } = new(
        [[.. PaymentOf(new Money(10_000, "EUR"), 29, 1, [0, 3, 4]).Select((t, i) => Named(t, "p0", i))], [.. PaymentOf(new Money(5_000, "JPY"), 29, 3, [1]).Select((t, i) => Named(t, "p1", i))]],
        [Named(new Told([new Fact("stripe", FakeRail.Account, FactKind.Payout, "", new Money(3_000, "EUR"), Start)]), "o", 0)], 7);

    private static Gen<List<Told>> Payment =>
        Gen.Select(Gen.Long[500, 100_000], Currency, Gen.Int[0, 90], Gen.Int[0, 3], Gen.Int[0, 7].List[0, 5], (amount, currency, share, form, events) => PaymentOf(new Money(amount, currency), share, form, events));

    private static Gen<Told> Other =>
        Gen.Select(Gen.Long[1, 50_000], Currency, Gen.Int[0, 4], (amount, currency, kind) =>
        {
            var fact = new Fact("stripe", FakeRail.Account, (new[] { FactKind.Payout, FactKind.Reserve, FactKind.ReserveReleased, FactKind.Fee, FactKind.DisputeFee })[kind], "", new Money(amount, currency), Start);
            return new Told([fact]);
        });

    // form 0: told whole at once; 1: the fee is told later; 2: another amount was told first; 3: settled in another currency, told later.
    private static List<Told> PaymentOf(Money amount, int share, int form, List<int> events)
    {
        var fee = amount with { Minor = amount.Minor * share / 1000 };
        var charge = new Fact("stripe", FakeRail.Account, FactKind.Charge, "", amount, Start) { Fee = fee };
        var other = new Money(amount.Minor * 108 / 100, amount.Currency == "USD" ? "EUR" : "USD");
        List<Told> told = [new Told(form switch
        {
            1 => [charge with { Fee = null }, charge],
            2 => [charge with { Amount = amount with { Minor = amount.Minor - 1 }, Fee = null }, charge with { Fee = null }, charge],
            3 => [charge with { Fee = null }, charge with { Settled = other, Fee = new Money(other.Minor / 50, other.Currency) }],
            _ => [charge],
        })];
        var left = amount.Minor;
        foreach (var kind in events.TakeWhile(_ => left > 1))
        {
            var part = amount with { Minor = (left + 1) / 2 };
            var (what, change) = kind switch
            {
                0 or 1 or 2 => (FactKind.Refund, -part.Minor),
                3 when told.Any(t => t.Last.Kind == FactKind.Refund) => (FactKind.RefundFailed, 0),
                4 or 5 => (FactKind.DisputeOpened, -part.Minor),
                6 when told.Any(t => t.Last.Kind == FactKind.DisputeOpened) => (FactKind.DisputeWon, 0),
                _ => (FactKind.DisputeLost, 0L),
            };
            var sum = what switch
            {
                FactKind.RefundFailed => told.First(t => t.Last.Kind == FactKind.Refund).Last.Amount,
                FactKind.DisputeWon => told.First(t => t.Last.Kind == FactKind.DisputeOpened).Last.Amount,
                _ => part,
            };
            if (told.Any(t => t.Last.Kind == what && what is FactKind.RefundFailed or FactKind.DisputeWon or FactKind.DisputeLost))
            {
                continue;
            }
            var fact = new Fact("stripe", FakeRail.Account, what, "", sum, Start.AddMinutes(told.Count));
            told.Add(new Told(what == FactKind.DisputeOpened ? [fact, fact with { Fee = amount with { Minor = 15 } }] : [fact]));
            left += change;
        }
        return told;
    }

    private static Told Named(Told told, string payment, int number) =>
        new([.. told.Versions.Select(f => f with { RemoteId = $"{payment}_{number}", PaymentRemoteId = payment == "o" ? null : $"{payment}_0" })]);

    /// <summary>The same world under other names, laid to gifts.</summary>
    public static World Renamed(World world, string prefix, Func<int, Fact, Fact> lay)
    {
        Told One(Told t, int payment) => new([.. t.Versions.Select(f => f with { RemoteId = prefix + f.RemoteId, PaymentRemoteId = f.PaymentRemoteId is null ? null : prefix + f.PaymentRemoteId }).Select(f => f.Kind == FactKind.Charge ? lay(payment, f) : f)]);
        return world with { Payments = [.. world.Payments.Select((p, i) => (IReadOnlyList<Told>)[.. p.Select(t => One(t, i))])], Others = [.. world.Others.Select(t => One(t, -1))] };
    }

    public static Book Truth(World world)
    {
        var book = new Book();
        foreach (var told in world.All)
        {
            book.Post(told.Last);
        }
        return book;
    }

    public static T[] Shuffled<T>(IEnumerable<T> things, Random random)
    {
        var all = things.ToArray();
        random.Shuffle(all);
        return all;
    }
}
