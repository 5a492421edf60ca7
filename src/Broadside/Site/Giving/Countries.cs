using System.Globalization;
using Broadside.Site.Subscribing;

namespace Broadside.Site.Giving;

/// <summary>Countries by ISO 3166, each by the name that it has for itself.</summary>
public static class Countries
{
    private static readonly Lazy<IReadOnlyList<(string Code, string Name)>> Known = new(() =>
        [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures).Where(c => !c.IsNeutralCulture && c.Name.Length > 0).Select(c => new RegionInfo(c.Name))
            .Where(r => r.TwoLetterISORegionName is { Length: 2 } code && code.All(char.IsAsciiLetterUpper))
            .Select(r => r.TwoLetterISORegionName).Distinct(StringComparer.Ordinal).Select(code => (code, new RegionInfo(code).NativeName))
            .OrderBy(c => c.NativeName, StringComparer.InvariantCultureIgnoreCase)]);

    public static bool Has(string code) => Known.Value.Any(c => c.Code == code);

    public static IReadOnlyList<ChoiceField> Of(string chosen) => [.. Known.Value.Select(c => new ChoiceField(c.Code, c.Name, c.Code == chosen))];
}
