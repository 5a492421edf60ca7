using System.Collections.Frozen;
using System.Globalization;
using Broadside.Kit;

namespace Broadside.Giving.Rails;

/// <summary>
/// How a rail counts money where that is not ISO 4217's way. What it cannot say exactly, or would not take, is null: nothing is ever
/// rounded on the way out or in.
/// </summary>
/// <param name="own">Currencies with decimals of the rail's own, and the step in which its smallest units go.</param>
/// <param name="most">Most of its units that it takes at once.</param>
internal sealed class RailUnits(IEnumerable<(string Currency, int Decimals, int Step)> own, long most)
{
    private readonly FrozenDictionary<string, (int Decimals, int Step)> own = own.ToFrozenDictionary(o => o.Currency, o => (o.Decimals, o.Step));

    /// <summary>The amount in the rail's smallest units; null: not exactly, too much, or no such currency.</summary>
    public long? To(Money amount)
    {
        if (!Currencies.Has(amount.Currency))
        {
            return null;
        }
        var (decimals, step) = Of(amount.Currency);
        var units = Moved(amount.Minor, decimals - Currencies.Decimals(amount.Currency));
        return units is { } exact && exact % step == 0 && Math.Abs(exact) <= most ? exact : null;
    }

    /// <param name="units">The rail's smallest.</param>
    /// <param name="currency">In any case.</param>
    public Money? From(long units, string currency)
    {
        currency = currency.ToUpperInvariant();
        if (!Currencies.Has(currency))
        {
            return null;
        }
        return Moved(units, Currencies.Decimals(currency) - Of(currency).Decimals) is { } minor ? new Money(minor, currency) : null;
    }

    /// <summary>As decimal text, with exactly the rail's decimals.</summary>
    public string? ToText(Money amount)
    {
        if (To(amount) is not { } units)
        {
            return null;
        }
        var places = Of(amount.Currency).Decimals;
        return (units / Power(places)).ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>Out of decimal text with any number of decimals, as long as those beyond the currency's are zero.</summary>
    public static Money? FromText(string? text, string? currency)
    {
        currency = currency?.ToUpperInvariant();
        if (currency is null || !Currencies.Has(currency) || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            || Math.Abs(value) > 9_000_000_000_000m)
        {
            return null;
        }
        var minor = value * Power(Currencies.Decimals(currency));
        return minor == decimal.Truncate(minor) ? new Money((long)minor, currency) : null;
    }

    private (int Decimals, int Step) Of(string currency) => own.TryGetValue(currency, out var its) ? its : (Currencies.Decimals(currency), 1);

    private static long? Moved(long units, int places)
    {
        var moved = places >= 0 ? units * Power(places) : units / Power(-places);
        return moved == decimal.Truncate(moved) && Math.Abs(moved) < long.MaxValue ? (long)moved : null;
    }

    private static decimal Power(int places) => places switch { 0 => 1, 1 => 10, 2 => 100, 3 => 1000, _ => 10 * Power(places - 1) };
}
