using Broadside.Giving.Rails;
using Broadside.Giving.Rails.PayPal;
using Broadside.Giving.Rails.Stripe;
using Broadside.Kit;
using CsCheck;

namespace Broadside.Tests.Giving.Rails;

/// <summary>Each rail's smallest units: there and back is the same amount, and what does not fit is refused and never rounded.</summary>
public sealed class RailUnitsTests
{
    private static readonly Gen<Money> Amounts = Gen.Select(Gen.Long[-2_000_000_000, 2_000_000_000], Gen.Int[0, Currencies.All.Count - 1], (minor, place) => new Money(minor, Currencies.All.ElementAt(place)));

    [Fact]
    public void There_and_back_by_Stripes_units_is_the_same_amount() => Amounts.Sample(
        amount => StripeUnits.All.To(amount) is not { } units || (StripeUnits.All.From(units, amount.Currency.ToLowerInvariant()) == amount && Math.Abs(units) <= 99_999_999),
        iter: TestSize.Pick(20_000, 1_000_000));

    [Fact]
    public void There_and_back_by_PayPals_text_is_the_same_amount() => Amounts.Sample(
        amount => PayPalUnits.ToText(amount) is not { } text || PayPalUnits.From(text, amount.Currency) == amount,
        iter: TestSize.Pick(20_000, 1_000_000));

    [Theory]
    [InlineData(500, "JPY", 500)]
    [InlineData(500, "ISK", 50_000)]
    [InlineData(500, "UGX", 50_000)]
    [InlineData(12_340, "KWD", 12_340)]
    [InlineData(12_341, "KWD", null)]
    [InlineData(50_000, "MGA", 500)]
    [InlineData(50_050, "MGA", null)]
    [InlineData(99_999_999, "EUR", 99_999_999)]
    [InlineData(100_000_000, "EUR", null)]
    [InlineData(1_000_000, "ISK", null)]
    [InlineData(long.MaxValue, "ISK", null)]
    [InlineData(1, "SAT", 1)]
    public void Stripes_units(long minor, string currency, int? units) => Assert.Equal(units, StripeUnits.All.To(new Money(minor, currency)));

    [Theory]
    [InlineData(500, "JPY", "500")]
    [InlineData(50_000, "HUF", "500")]
    [InlineData(50_050, "HUF", null)]
    [InlineData(1050, "EUR", "10.50")]
    [InlineData(5, "EUR", "0.05")]
    [InlineData(500, "ISK", null)]
    [InlineData(5000, "KWD", null)]
    public void PayPals_text(long minor, string currency, string? text) => Assert.Equal(text, PayPalUnits.ToText(new Money(minor, currency)));

    [Theory]
    [InlineData("10.50", "EUR", 1050L)]
    [InlineData("10.5", "EUR", 1050L)]
    [InlineData("10.500", "EUR", 1050L)]
    [InlineData("10.505", "EUR", null)]
    [InlineData("500.00", "JPY", 500L)]
    [InlineData("-3", "USD", -300L)]
    [InlineData("1e3", "USD", null)]
    [InlineData("10,50", "EUR", null)]
    [InlineData("99999999999999999", "EUR", null)]
    [InlineData("", "EUR", null)]
    [InlineData("5", "XXX", null)]
    public void What_a_rail_writes_is_read_exactly_or_not(string text, string currency, long? minor) => Assert.Equal(minor, RailUnits.FromText(text, currency)?.Minor);
}
