namespace Broadside.Guard;

/// <summary>What a nightly audit looks at: `broadside audit` runs all of them too.</summary>
public interface IAuditCheck
{
    /// <summary>Alarms are raised as <c>audit-CODE</c>.</summary>
    string Code { get; }

    /// <summary>Whether it looks at the audit log itself, which has an alarm of its own.</summary>
    bool IsLog => false;

    IAsyncEnumerable<AuditFinding> RunAsync(CancellationToken cancel);
}

/// <param name="Subject">What it concerns, as <c>article/ID</c> or an address: one alarm for each.</param>
/// <param name="Message">One sentence, for a person.</param>
/// <param name="IsFault">False where nothing is known to be wrong and something could not be looked at.</param>
public sealed record AuditFinding(string Subject, string Message, bool IsFault = true);
