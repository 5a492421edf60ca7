using System.Collections.Frozen;

namespace Broadside.Kit;

/// <summary>ISO 4217: which currencies there are, and how many decimals each has. "SAT", a hundred-millionth of a bitcoin, counts as one without decimals.</summary>
public static class Currencies
{
    private const string Two =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD " +
        "HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB " +
        "SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

    private const string None = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF SAT";
    private const string Three = "BHD IQD JOD KWD LYD OMR TND";

    // Old bank statements have them; nobody gives in them.
    private const string PastTwo = "ATS CYP DEM EEK FIM FRF HRK IEP LTL LVL MTL NLG SIT SKK";
    private const string PastNone = "BEF ESP GRD ITL LUF PTE TRL";

    private static readonly FrozenDictionary<string, int> Places = new[] { (Two, 2), (None, 0), (Three, 3) }
        .SelectMany(g => g.Item1.Split(' ').Select(code => KeyValuePair.Create(code, g.Item2))).ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> Past = new[] { (PastTwo, 2), (PastNone, 0) }
        .SelectMany(g => g.Item1.Split(' ').Select(code => KeyValuePair.Create(code, g.Item2))).ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All => Places.Keys;

    /// <param name="currency">Three capital letters.</param>
    public static bool Has(string currency) => Places.ContainsKey(currency);

    /// <summary>There is such a currency, or there was.</summary>
    public static bool HasHad(string currency) => Places.ContainsKey(currency) || Past.ContainsKey(currency);

    /// <exception cref="ArgumentException">There is no such currency, nor was there.</exception>
    public static int Decimals(string currency) =>
        Places.TryGetValue(currency, out var places) || Past.TryGetValue(currency, out places) ? places : throw new ArgumentException($"There is no currency {currency}.", nameof(currency));
}
