using Broadside.Giving;
using Broadside.Kit;
using CsCheck;

namespace Broadside.Tests.Giving;

public sealed class CoverFeeTests
{
    [Theory]
    [InlineData(1000, 290, 30, 1061)]
    [InlineData(1000, 0, 0, 1000)]
    [InlineData(1000, 0, 25, 1025)]
    [InlineData(1, 290, 30, 32)]
    [InlineData(9_999_999_999_999, 9_999, 0, 99_999_999_999_990_000)]
    public void What_a_donor_pays_so_that_all_arrives(long net, int bps, long fixedMinor, long gross) =>
        Assert.Equal(new Money(gross, "EUR"), CoverFee.Gross(new Money(net, "EUR"), bps, fixedMinor));

    [Fact]
    public void It_is_never_short_and_one_unit_less_would_be() =>
        Gen.Select(Gen.Long[1, 10_000_000_000], Gen.Int[0, 3_000], Gen.Long[0, 1_000], Gen.Enum<FeeRounding>()).Sample((net, bps, fixedMinor, rounding) =>
        {
            var wanted = new Money(net, "EUR");
            var gross = CoverFee.Gross(wanted, bps, fixedMinor, rounding);
            var less = gross with { Minor = gross.Minor - 1 };
            return (gross - CoverFee.Fee(gross, bps, fixedMinor, rounding)).Minor >= net && (less - CoverFee.Fee(less, bps, fixedMinor, rounding)).Minor < net;
        }, iter: TestSize.Pick(10_000, 1_000_000));

    [Fact]
    public void A_rail_that_takes_everything_can_not_be_covered() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CoverFee.Gross(new Money(1, "EUR"), 10_000, 0));
}
