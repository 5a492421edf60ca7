using System.Text.RegularExpressions;
using Broadside.Articles;

namespace Broadside.Digest.Composing;

/// <summary>Addresses that stand in the words of a digest: mail programs make links of them, whoever wrote them there.</summary>
internal static partial class WrittenLinks
{
    private static readonly char[] AfterWords = ['.', ',', ';', ':', '!', '?', '\'', '’', '*', ']', '…'];

    /// <summary>Their hosts, each once, without the outlet's own.</summary>
    public static IReadOnlyList<string> Hosts(DigestView view)
    {
        var own = new[] { view.Home }.Concat(view.Mirrors).Select(ContentWalk.HostOf).OfType<string>().SelectMany(h => new[] { h, "www." + h }).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Hosts([
                view.Subject, view.Note,
                .. view.Sections.SelectMany(s => s.Items).SelectMany(i => new[] { i.Title, i.Standfirst, i.By, i.Credit }),
                .. view.Headlines.Select(h => h.Title), .. view.Dossiers.Select(d => d.Text), .. view.Corrections.Select(c => c.Text)]).Where(h => !own.Contains(h)),
        ];
    }

    /// <summary>The hosts of all addresses in the texts, each once. What looks like one and cannot be read stands as it is written, so that a person sees it.</summary>
    public static IReadOnlyList<string> Hosts(IEnumerable<string?> texts) =>
        [.. texts.SelectMany(t => Address().Matches(t ?? "")).Select(m => m.Value.TrimEnd(AfterWords)).Select(a => ContentWalk.HostOf(a.Contains("://", StringComparison.Ordinal) ? a : "http://" + a) ?? a).Distinct(StringComparer.Ordinal)];

    // Up to the path: a host is all that is asked for, and a comma behind it is no part of it.
    [GeneratedRegex(@"(?:https?://|\bwww\.)[^\s/?#<>""“”«»()]+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
