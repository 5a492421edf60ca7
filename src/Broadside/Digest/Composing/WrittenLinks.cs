using System.Text.RegularExpressions;
using Broadside.Articles;

namespace Broadside.Digest.Composing;

/// <summary>Addresses that stand in the words of a digest: mail programs make links of them, whoever wrote them there.</summary>
internal static partial class WrittenLinks
{
    /// <summary>Their hosts, each once, without the outlet's own.</summary>
    public static IReadOnlyList<string> Hosts(DigestView view)
    {
        var own = new[] { view.Home }.Concat(view.Mirrors).Select(ContentWalk.HostOf).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Hosts([
                view.Subject, view.Note,
                .. view.Sections.SelectMany(s => s.Items).SelectMany(i => new[] { i.Title, i.Standfirst, i.By, i.Credit }),
                .. view.Headlines.Select(h => h.Title), .. view.Dossiers.Select(d => d.Text), .. view.Corrections.Select(c => c.Text)]).Where(h => !own.Contains(h)),
        ];
    }

    public static IReadOnlyList<string> Hosts(IEnumerable<string?> texts) =>
        [.. texts.SelectMany(t => Address().Matches(t ?? "")).Select(m => ContentWalk.HostOf(m.Value.Contains("://", StringComparison.Ordinal) ? m.Value : "http://" + m.Value)).OfType<string>().Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"(?:https?://|\bwww\.)[^\s<>""“”«»()]+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
