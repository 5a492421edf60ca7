using System.Globalization;
using Broadside.Site.Subscribing;

namespace Broadside.Site.Giving;

/// <summary>Countries by ISO 3166, each by the name that it has for itself.</summary>
public static class Countries
{
    private static readonly Lazy<IReadOnlyList<(string Code, string Name)>> Known = new(() =>
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Select(c => new RegionInfo(c.Name))
            .Where(r => r.TwoLetterISORegionName is { Length: 2 } code && code.All(char.IsAsciiLetterUpper))
            .GroupBy(r => r.TwoLetterISORegionName, StringComparer.Ordinal).Select(g => (g.Key, NameOf(g.Key, g.First())))
            .OrderBy(c => c.Item2, StringComparer.InvariantCultureIgnoreCase)]);

    private static readonly Lazy<HashSet<string>> Codes = new(() => Known.Value.Select(c => c.Code).ToHashSet(StringComparer.Ordinal));

    public static bool Has(string code) => Codes.Value.Contains(code);

    public static IReadOnlyList<ChoiceField> Of(string chosen) => [.. Known.Value.Select(c => new ChoiceField(c.Code, c.Name, c.Code == chosen))];

    // Of several languages the one that the machine's tables hold for the main one; a few countries have none there.
    private static string NameOf(string code, RegionInfo other)
    {
        try
        {
            return new RegionInfo(code).NativeName;
        }
        catch (ArgumentException)
        {
            return other.NativeName;
        }
    }
}
