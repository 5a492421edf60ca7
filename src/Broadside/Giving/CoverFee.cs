using Broadside.Kit;

namespace Broadside.Giving;

/// <summary>
/// What a donor pays who wants the whole of a sum to arrive: never short, and the least that does it. Whole smallest units alone; a rail's
/// fee is a share in ten-thousandths and something fixed.
/// </summary>
public static class CoverFee
{
    private const int Whole = 10_000;

    /// <param name="net">What is to arrive; above zero.</param>
    /// <param name="bps">The rail's share in ten-thousandths: 290 is 2.9 %.</param>
    /// <param name="fixedMinor">What it takes besides, in the currency's smallest unit.</param>
    /// <param name="rounding">How the rail rounds its share; where that is not known, up.</param>
    public static Money Gross(Money net, int bps, long fixedMinor, FeeRounding rounding = FeeRounding.Up)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(net.Minor);
        ArgumentOutOfRangeException.ThrowIfNegative(bps);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(bps, Whole);
        ArgumentOutOfRangeException.ThrowIfNegative(fixedMinor);
        var gross = new Money(checked((long)((((Int128)net.Minor + fixedMinor) * Whole + (Whole - bps) - 1) / (Whole - bps))), net.Currency);
        // Exact where the fee is rounded up. A rail that rounds otherwise takes at most one unit less, so that less may do.
        while (gross.Minor > 1 && Arrives(gross with { Minor = gross.Minor - 1 }) >= net.Minor)
        {
            gross = gross with { Minor = gross.Minor - 1 };
        }
        return gross;

        long Arrives(Money paid) => paid.Minor - Fee(paid, bps, fixedMinor, rounding).Minor;
    }

    /// <summary>What the rail keeps of a payment.</summary>
    public static Money Fee(Money gross, int bps, long fixedMinor, FeeRounding rounding = FeeRounding.Up)
    {
        var share = (Int128)gross.Minor * bps;
        var whole = rounding switch { FeeRounding.Up => (share + Whole - 1) / Whole, FeeRounding.Half => (share + (Whole / 2)) / Whole, _ => share / Whole };
        return gross with { Minor = checked((long)whole + fixedMinor) };
    }
}

/// <summary>How a rail rounds its share of a payment.</summary>
public enum FeeRounding
{
    Up,

    /// <summary>To the nearest, a half up.</summary>
    Half,
    Down,
}
