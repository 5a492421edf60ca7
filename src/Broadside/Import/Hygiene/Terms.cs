using Broadside.Kit;

namespace Broadside.Import.Hygiene;

/// <summary>The words of a text that carry its matter: folded, four letters and more (three where all are capitals), cut to their stem's length.</summary>
internal static class Terms
{
    private const int StemLength = 5;

    private static readonly HashSet<string> Common = [.. ("about after again against also although among another back because been before being best between both come could does down during each even every first from have here into just last like made make many more most much must near need next only other over same should since some still such take than that their them then there these they thing this those through time under until upon very well were what when where which while will with would year your "
        + "algo alguien ante antes aunque bajo cada casi como con contra cual cuando desde donde durante ella ellas ellos entre era eran esta estan estar estas este estos fue fueron hace hacia hasta mas menos mientras mismo mucho muy nada otra otro para pero poco por porque puede que quien segun ser sera siempre sin sino sobre solo sus tambien tan tanto tiene todo todos una unas uno unos usted").Split(' ')];

    public static IEnumerable<string> Of(string text)
    {
        foreach (var word in Slug.Fold(text).Split(Breaks, StringSplitOptions.RemoveEmptyEntries))
        {
            var lower = word.ToLowerInvariant();
            if ((lower.Length >= 4 || (lower.Length == 3 && word.All(char.IsUpper))) && !Common.Contains(lower))
            {
                yield return lower.Length > StemLength ? lower[..StemLength] : lower;
            }
        }
    }

    private static readonly char[] Breaks = [.. Enumerable.Range(0, 0x2100).Select(i => (char)i).Where(c => !char.IsLetterOrDigit(c))];
}
