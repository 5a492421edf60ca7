using System.Globalization;
using Broadside.Giving;
using Broadside.Kit;

namespace Broadside.Site.Giving;

/// <summary>The amounts that the form suggests, of the setting <c>Giving:Suggested</c>.</summary>
public static class GiveSuggestions
{
    private const int Most = 4;

    public static IReadOnlyList<Money> Of(GivingSettings settings, string currency)
    {
        var (all, own) = (new List<string>(), new List<string>());
        var of = "";
        foreach (var word in settings.Suggested.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length == 3 && word.All(char.IsAsciiLetterUpper))
            {
                of = word;
            }
            else if (of.Length == 0 || of == currency)
            {
                (of.Length == 0 ? all : own).Add(word);
            }
        }
        return [.. (own.Count > 0 ? own : all).Select(w => Money.Parse(w, currency, CultureInfo.InvariantCulture)).OfType<Money>().Where(m => m.Minor > 0).Take(Most)];
    }
}
