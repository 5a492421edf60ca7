using System.Runtime.CompilerServices;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>Every version in the database against its signature, every live one against the signed head, and every file in versions/ against its hash.</summary>
internal sealed class CheckVersions(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, IEnumerable<ISubjectName> names) : ICheck
{
    public string Name => "versions";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var missing = versions.AllLive().ToDictionary(v => v.Subject);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await foreach (var row in db.Set<VersionRow>().AsNoTracking().OrderBy(v => v.Seq).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (versions.Live(row.Subject) is { } live && row.Number == live.Number && versions.Holds(row, live))
            {
                missing.Remove(row.Subject);
            }
            else if (versions.Verifies(row) is null)
            {
                missing.Remove(row.Subject);
                yield return Altered(row.Subject, row.Number);
            }
        }
        foreach (var version in missing.Values)
        {
            yield return Altered(version.Subject, version.Number);
        }
        foreach (var version in versions.AllLive().Where(v => versions.Peek(v) is null))
        {
            yield return $"versions: the file copy of {NameOf(version.Subject)}, version {version.Number}, does not hold; the database's copy is served.";
        }
    }

    private string Altered(string subject, int number) => $"altered: {NameOf(subject)}, version {number}";

    private string NameOf(string subject) => names.Select(n => n.NameOf(subject)).FirstOrDefault(n => n is not null) ?? subject;
}
