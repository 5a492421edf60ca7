using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Auditing;

/// <summary>Runs every check of the audit and raises one alarm for each thing that is not as it was signed; what is good again is cleared.</summary>
public sealed class NightlyAudit(IEnumerable<IAuditCheck> checks, IDbContextFactory<NewsroomDb> dbs, Alarms alarms) : IJob
{
    public const string JobKind = "audit";

    private const string Start = "audit-";
    private const int Shown = 3;

    public string Kind => JobKind;

    public bool IsLong => true;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    /// <returns>How many alarms stand.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var raised = new HashSet<(string Code, string Subject)>();
        foreach (var check in checks)
        {
            var found = new List<AuditFinding>();
            await foreach (var finding in check.RunAsync(cancel))
            {
                found.Add(finding);
            }
            foreach (var subject in found.GroupBy(f => f.Subject, StringComparer.Ordinal))
            {
                raised.Add((Start + check.Code, subject.Key));
                await alarms.RaiseAsync(Start + check.Code, subject.Key, Told([.. subject]), cancel);
            }
        }
        await ClearAsync(raised, cancel);
        return raised.Count;
    }

    // The first few word for word: an alarm is read on a telephone.
    private static string Told(IReadOnlyList<AuditFinding> findings) =>
        string.Join(' ', findings.Take(Shown).Select(f => f.Message)) + (findings.Count > Shown ? $" And {findings.Count - Shown} more: run `broadside audit`." : "");

    private async Task ClearAsync(HashSet<(string Code, string Subject)> raised, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var standing = await db.Set<Alarm>().AsNoTracking().Where(a => a.ClearedAt == null && a.Code.StartsWith(Start)).Select(a => new { a.Code, a.Subject }).ToListAsync(cancel);
        foreach (var alarm in standing.Where(a => !raised.Contains((a.Code, a.Subject))))
        {
            await alarms.ClearAsync(alarm.Code, alarm.Subject, cancel);
        }
    }
}
