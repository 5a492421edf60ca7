using System.Runtime.CompilerServices;
using Broadside.Kit;

namespace Broadside.Guard;

/// <summary>A doctor's check as a part of the audit.</summary>
internal sealed class AuditLines(string code, ICheck check, bool isLog) : IAuditCheck
{
    public string Code => code;

    public bool IsLog => isLog;

    public async IAsyncEnumerable<AuditFinding> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var line in check.RunAsync(cancel))
        {
            yield return new AuditFinding(check.Name, line);
        }
    }
}
