using System.Reflection;

namespace Broadside.Storage;

/// <summary>The names of the numbered SQL files, and on which engine each is a step: what a database of an older program has taken is told by them.</summary>
public static class MigrationSteps
{
    private const string Folder = "Broadside.Storage.Migrations.";

    private static readonly ILookup<string, string> Engines = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(r => r.StartsWith(Folder, StringComparison.Ordinal))
        .Select(r => r[Folder.Length..].Split('.'))
        .SelectMany(parts => (parts.Length == 2 ? new[] { "sqlite", "postgres" } : [parts[1]]).Select(engine => (Name: parts[0], engine)))
        .ToLookup(s => s.Name, s => s.engine);

    /// <summary>Whether this program knows the step, on whatever engine.</summary>
    public static bool Knows(string step) => Engines.Contains(step);

    /// <summary>
    /// The steps that bring a database of <paramref name="engine"/> to where another one stands: those that the other has taken, and those
    /// that only this engine has and that stand before the other's last.
    /// </summary>
    /// <param name="taken">By the other, on whatever engine.</param>
    /// <param name="engine">"sqlite" or "postgres".</param>
    public static IReadOnlySet<string> Reaching(IReadOnlyCollection<string> taken, string engine)
    {
        var last = taken.Max(StringComparer.Ordinal) ?? "";
        return Engines.Where(step => step.Contains(engine) && (taken.Contains(step.Key) || (step.Distinct().Count() == 1 && string.CompareOrdinal(step.Key, last) < 0))).Select(step => step.Key).ToHashSet(StringComparer.Ordinal);
    }
}
