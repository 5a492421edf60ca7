using System.Runtime.CompilerServices;
using Broadside.Kit;

namespace Broadside.Guard;

/// <summary>Everything in the database that repeats or holds signed versions against what was signed, and every file in versions/ against its hash.</summary>
internal sealed class CheckVersions(FindAltered find, VersionStore versions, VersionAlarms told, IEnumerable<ISubjectName> names) : ICheck
{
    public string Name => "versions";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var altered = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var found in find.RunAsync(cancel))
        {
            altered.Add(found.Subject);
            yield return Altered(found);
        }
        foreach (var forged in versions.RemovedForged.Where(f => altered.Add(f.Subject)))
        {
            yield return Altered(forged);
        }
        var lost = versions.AllLive().AsParallel().Where(v => versions.Peek(v) is null).Select(v => v.Subject).Order(StringComparer.Ordinal).ToList();
        foreach (var subject in lost)
        {
            yield return $"versions: the file copy of {NameOf(subject)} does not hold; the database's copy is served.";
        }
        await told.SettleAsync(altered, lost.ToHashSet(StringComparer.Ordinal), cancel);
    }

    private string Altered(AlteredVersion found) => $"altered: {found.Name ?? NameOf(found.Subject)}, version {found.Number}";

    private string NameOf(string subject) => names.Select(n => n.NameOf(subject)).FirstOrDefault(n => n is not null) ?? subject;
}
