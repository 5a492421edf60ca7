using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>Takes what a bank booked into the ledger.</summary>
public interface IPostLines
{
    /// <summary>
    /// Posts every booked line that is not yet there, all or none of them, as a fact of the rail <c>bank:ACCOUNT</c> under its
    /// <see cref="StatementLine.Key"/>; a key that is there already is counted and left alone, so that a file may be posted again, and files may
    /// overlap. Lines that are not booked are passed over. A line of <see cref="LineMatch.ByReference"/> is matched with its gift at once;
    /// every other one goes to suspense, for a person.
    /// </summary>
    /// <param name="statements">Of a file that is not refused.</param>
    /// <param name="name">The file's.</param>
    /// <param name="format">Its kind.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>Counts; refused with a sentence where an account is none of ours.</returns>
    Task<Outcome<PostedLines>> RunAsync(IReadOnlyList<Statement> statements, string name, string format, Actor actor, CancellationToken cancel);
}

/// <param name="Posted">Lines that were not there before.</param>
/// <param name="Duplicates">Lines that were.</param>
/// <param name="Unmatched">Of those posted, the ones in suspense.</param>
public sealed record PostedLines(int Posted, int Duplicates, int Unmatched);
