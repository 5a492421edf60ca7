using System.Globalization;
using Broadside.Kit;
using CsCheck;

namespace Broadside.Tests;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("10", "EUR", "en", 1000)]
    [InlineData("10,50", "EUR", "es", 1050)]
    [InlineData("10.50", "EUR", "en", 1050)]
    [InlineData("1.234,50", "EUR", "de", 123450)]
    [InlineData("1’234.50", "CHF", "de-CH", 123450)]
    [InlineData("1,234", "USD", "en", 123400)]
    [InlineData("885", "JPY", "en", 885)]
    [InlineData("1.005", "KWD", "en", 1005)]
    [InlineData("-8.85", "EUR", "en", -885)]
    public void What_a_person_writes_is_read_by_the_persons_culture(string text, string currency, string culture, long minor) =>
        Assert.Equal(new Money(minor, currency), Money.Parse(text, currency, CultureInfo.GetCultureInfo(culture)));

    [Theory]
    [InlineData("", "EUR", "en")]
    [InlineData("10.005", "EUR", "en")]
    [InlineData("10,50", "EUR", "en")]
    [InlineData("10.50", "EUR", "es")]
    [InlineData("10.", "EUR", "en")]
    [InlineData("8.85", "JPY", "en")]
    [InlineData("１０", "EUR", "en")]
    [InlineData("1e3", "EUR", "en")]
    [InlineData("--5", "EUR", "en")]
    [InlineData("99999999999999999999", "EUR", "en")]
    [InlineData("5", "XYZ", "en")]
    public void What_is_no_amount_is_none_and_nothing_is_rounded(string text, string currency, string culture) =>
        Assert.Null(Money.Parse(text, currency, CultureInfo.GetCultureInfo(culture)));

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.Select(Gen.Long[-99_999_999_999, 99_999_999_999], Gen.Int[0, Currencies.All.Count - 1].Select(Currencies.All.ElementAt)).Sample((minor, currency) =>
        {
            var money = new Money(minor, currency);
            return Money.Parse(money.ToText(), currency, CultureInfo.InvariantCulture) == money;
        });

    [Fact]
    public void Two_currencies_are_not_counted_together() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, "EUR") + new Money(1, "USD"));
}
