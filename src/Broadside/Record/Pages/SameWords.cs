namespace Broadside.Record.Pages;

/// <summary>Tells two wordings of one quote from two quotes.</summary>
public static class SameWords
{
    private const int LeastWords = 5;
    private const double LeastShared = .75;

    /// <summary>Most of the words of both are the same, and yet they differ; typography, case and marks make no difference.</summary>
    public static bool AreNearlyTheSame(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));
        if (Math.Min(a.Length, b.Length) < LeastWords || a.SequenceEqual(b))
        {
            return false;
        }
        var rest = b.GroupBy(w => w, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var shared = a.Count(w => rest.TryGetValue(w, out var left) && left > 0 && (rest[w] = left - 1) >= 0);
        return shared >= LeastShared * Math.Max(a.Length, b.Length);
    }

    private static string[] Words(string text) => [.. Kit.Slug.Fold(text.ToLowerInvariant()).Split(' ').Select(w => new string([.. w.Where(char.IsLetterOrDigit)])).Where(w => w.Length > 0)];
}
