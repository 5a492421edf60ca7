namespace Broadside.Backup.Drilling;

/// <summary>What came of comparing a restored newsroom with its backup.</summary>
/// <param name="Findings">Faults: what is otherwise than it was, and must not be.</param>
/// <param name="Notes">What is otherwise because another program made the backup.</param>
internal sealed record Proof(IReadOnlyList<Finding> Findings, IReadOnlyList<Finding> Notes)
{
    public static Proof Bad(string code, string message) => new([new Finding(code, message)], []);
}
