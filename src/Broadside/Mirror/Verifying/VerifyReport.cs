namespace Broadside.Mirror.Verifying;

/// <summary>Something that is not as it was signed.</summary>
/// <param name="Code">As "changed", "extra", "expired".</param>
/// <param name="Path">The file, from the root; empty where it concerns the edition.</param>
/// <param name="Message">One sentence.</param>
public sealed record VerifyFinding(string Code, string Path, string Message);

/// <summary>What looking at a place came to.</summary>
public sealed record VerifyReport
{
    public required string Place { get; init; }

    public IReadOnlyList<VerifyFinding> Findings { get; init; } = [];

    /// <summary>What is worth knowing and no fault.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>False where the place could not be reached or read to the end, and nothing bad was seen before.</summary>
    public bool CouldTell { get; init; } = true;

    /// <summary>What the edition says of itself; null where none was found that could be read.</summary>
    public EditionStatement? Statement { get; init; }

    /// <summary>The key by which the edition is signed, <c>RW…</c></summary>
    public string? Key { get; init; }

    /// <summary>Whether the person said which key it must be.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Files that were read, whole.</summary>
    public int Files { get; init; }

    public long Bytes { get; init; }

    public bool IsGood => CouldTell && Findings.Count == 0;

    /// <summary>0 good, 1 bad, 2 could not tell.</summary>
    public int ExitCode => Findings.Count > 0 ? 1 : CouldTell ? 0 : 2;
}
