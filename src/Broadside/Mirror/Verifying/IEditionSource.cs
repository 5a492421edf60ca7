namespace Broadside.Mirror.Verifying;

/// <summary>A place that holds an edition: a folder, a zip file, an address. None of them has to be believed.</summary>
internal interface IEditionSource : IAsyncDisposable
{
    /// <summary>How a person calls it.</summary>
    string Name { get; }

    /// <summary>Every file that is there; null where a place does not tell, as an address.</summary>
    IReadOnlyCollection<string>? Files { get; }

    /// <summary>What is wrong with the place whatever was signed: names that stand there twice, links out of it.</summary>
    IReadOnlyList<VerifyFinding> Faults { get; }

    /// <summary>How many files are read at once.</summary>
    int AtOnce { get; }

    /// <param name="path">From the edition's root.</param>
    /// <param name="keep">Files up to that size come with their bytes.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Never throws for what the place does.</returns>
    Task<SourceFile> ReadAsync(string path, int keep, CancellationToken cancel);
}

internal enum SourceState
{
    There,
    Missing,

    /// <summary>The place leads somewhere else.</summary>
    Elsewhere,

    /// <summary>Nothing can be said: no answer, a broken disk.</summary>
    Failed,

    /// <summary>Too large, packed to burst, or otherwise made to harm.</summary>
    Refused,
}

/// <param name="State">Whether it is there.</param>
/// <param name="Sha256">Of the whole file; empty where it is not there.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Body">The bytes, where they were to be kept.</param>
/// <param name="Problem">Why it is not there, for a person.</param>
internal sealed record SourceFile(SourceState State, string Sha256 = "", long Bytes = 0, byte[]? Body = null, string Problem = "");
