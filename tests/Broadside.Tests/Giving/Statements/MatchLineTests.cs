using Broadside.Giving.References;
using Broadside.Giving.Statements;
using Broadside.Kit;

namespace Broadside.Tests.Giving.Statements;

public sealed class MatchLineTests
{
    private static readonly Ids Ids = new(TimeProvider.System);
    private static readonly AwaitedGift Ana = Gift("a", 5000, "Ana María Prieto");
    private static readonly AwaitedGift Ben = Gift("b", 2000, "Ben Okri");
    private static readonly AwaitedGift Cora = Gift("c", 2000, "Cora", isOpen: false);
    private static readonly MatchLine Match = new([Ana, Ben, Cora], [new RailPayer("stripe", ["STRIPE PAYMENTS EUROPE", "Stripe"]), new RailPayer("paypal", ["PayPal (Europe) S.à r.l."])]);

    [Fact]
    public void A_line_that_names_an_open_gift_is_that_gifts()
    {
        Assert.Equal(new LineMatch.ByReference(Ana, false), Match.Run(Line(5000, reference: Ana.Reference)));
        Assert.Equal(new LineMatch.ByReference(Ana, false), Match.Run(Line(5000, remittance: $"for you: {GiftReference.Print(Ana.Reference).ToLowerInvariant()}")));
        Assert.Equal(new LineMatch.ByReference(Ana, false), Match.Run(Line(5000, remittance: Ana.Reference[4..])));
    }

    [Fact]
    public void What_came_counts_and_a_difference_is_said() => Assert.Equal(new LineMatch.ByReference(Ana, true), Match.Run(Line(4999, reference: Ana.Reference)));

    [Fact]
    public void A_gift_that_is_no_longer_waited_for_gets_no_more() => Assert.Equal(new LineMatch.ByClosedReference(Cora), Match.Run(Line(2000, reference: Cora.Reference)));

    [Fact]
    public void A_reference_that_no_gift_has_is_none()
    {
        Assert.IsType<LineMatch.Nothing>(Match.Run(Line(5000, reference: GiftReference.New(Ids))));
        Assert.Equal(new LineMatch.ByReference(Ana, false), Match.Run(Line(5000, reference: GiftReference.New(Ids), remittance: Ana.Reference)));
    }

    [Fact]
    public void Two_references_are_a_split_to_look_at()
    {
        var sum = Assert.IsType<LineMatch.SplitSuggested>(Match.Run(Line(7000, remittance: $"{Ben.Reference} {Ana.Reference}")));
        var other = Assert.IsType<LineMatch.SplitSuggested>(Match.Run(Line(6000, remittance: $"{Ben.Reference} {Ana.Reference}")));

        Assert.Equal([new(Ben, Ben.Amount), new(Ana, Ana.Amount)], sum.Parts);
        Assert.Equal([new(Ben, null), new(Ana, null)], other.Parts);
    }

    [Fact]
    public void A_collective_entry_is_split_as_the_bank_tells()
    {
        var line = Line(6000) with { Details = [new(new Money(1000, "EUR"), Ben.Reference, null, null, null), new(new Money(5000, "EUR"), null, null, null, Ana.Reference)] };

        Assert.Equal([new(Ben, new Money(1000, "EUR")), new(Ana, new Money(5000, "EUR"))], Assert.IsType<LineMatch.SplitSuggested>(Match.Run(line)).Parts);
    }

    [Theory]
    [InlineData("PRIETO ANA MARIA", true)]
    [InlineData("Sra. Ana María Prieto López", true)]
    [InlineData("Ana Prieto", true)]
    [InlineData("Ana", false)]
    [InlineData("Ana Lopez", false)]
    [InlineData(null, false)]
    public void Amount_and_name_only_suggest(string? counterparty, bool isSuggested)
    {
        Assert.Equal(isSuggested, Match.Run(Line(5000, counterparty: counterparty)) is LineMatch.GiftsSuggested { Gifts: [var gift] } && gift == Ana);
        Assert.IsType<LineMatch.Nothing>(Match.Run(Line(5001, counterparty: counterparty)));
        Assert.IsType<LineMatch.Nothing>(Match.Run(Line(5000, counterparty: counterparty, currency: "USD")));
    }

    [Theory]
    [InlineData("Stripe Payments Europe Ltd", null, "stripe")]
    [InlineData("STRIPE", "STRIPE-X7", "stripe")]
    [InlineData(null, "PAYPAL (EUROPE) S.A R.L. payout", "paypal")]
    [InlineData("Ana Stripes", "Stripe", null)]
    [InlineData("Ana", "thanks to PayPal (Europe) S.à r.l.", null)]
    public void A_processors_payout_is_no_gift(string? counterparty, string? remittance, string? rail) =>
        Assert.Equal(rail, (Match.Run(Line(94_100, counterparty: counterparty, remittance: remittance)) as LineMatch.PayoutSuggested)?.Rail);

    [Fact]
    public void A_reference_is_stronger_than_a_processors_name() => Assert.IsType<LineMatch.ByReference>(Match.Run(Line(5000, reference: Ana.Reference, counterparty: "Stripe")));

    [Fact]
    public void What_leaves_the_account_is_nobodys_gift() => Assert.IsType<LineMatch.Nothing>(Match.Run(Line(-5000, reference: Ana.Reference)));

    private static AwaitedGift Gift(string id, long minor, string name, bool isOpen = true) => new(id, GiftReference.New(Ids), new Money(minor, "EUR"), name, isOpen);

    private static StatementLine Line(long minor, string? reference = null, string? counterparty = null, string? remittance = null, string currency = "EUR") =>
        new() { Date = new DateOnly(2026, 11, 2), Amount = new Money(minor, currency), Reference = reference, Counterparty = counterparty, Remittance = remittance };
}
