using System.Runtime.CompilerServices;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard;

/// <summary>
/// Whether each version names the one before it, from the first to the last: signatures alone do not tell that one was taken out of
/// the middle of a history.
/// </summary>
internal sealed class AuditChains(IDbContextFactory<NewsroomDb> dbs, IEnumerable<ISubjectName> names) : IAuditCheck
{
    public string Code => "chain";

    public async IAsyncEnumerable<AuditFinding> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        (string Subject, int Number, string? Sha256) last = ("", 0, null);
        var told = "";
        var rows = db.Set<VersionRow>().AsNoTracking().OrderBy(v => v.Subject).ThenBy(v => v.Number).Select(v => new { v.Subject, v.Number, v.Sha256, v.Previous });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (row.Subject != last.Subject)
            {
                last = (row.Subject, 0, null);
            }
            var follows = row.Number == last.Number + 1 && row.Previous == last.Sha256;
            if (!follows && told != row.Subject && Defence.IsOn("audit-chain"))
            {
                told = row.Subject;
                yield return new AuditFinding(row.Subject, $"chain: version {row.Number} of {NameOf(row.Subject)} does not follow version {last.Number}: something was taken out of its history. What was signed lies in versions/; find out who had access to the database.");
            }
            last = (row.Subject, row.Number, row.Sha256);
        }
    }

    private string NameOf(string subject) => names.Select(n => n.NameOf(subject)).FirstOrDefault(n => n is not null) ?? subject;
}
