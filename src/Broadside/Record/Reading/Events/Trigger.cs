using Broadside.Record.Claims;

namespace Broadside.Record.Reading.Events;

/// <summary>A word that tells of a happening, with what its clause says of it.</summary>
/// <param name="ClauseFirst">First token of the clause.</param>
/// <param name="ClauseEnd">The token after its last.</param>
internal sealed record Trigger(TextLine Line, int At, EventRule Rule, int ClauseFirst, int ClauseEnd)
{
    public bool IsPassive { get; init; }

    /// <summary>Told in the present, as a habit or in a subordinate participle: background more often than news.</summary>
    public bool IsWeak { get; init; }

    /// <summary>In a clause of time ("after the report was published"): a date outside that clause is not its own.</summary>
    public bool IsSubordinate { get; init; }

    public bool IsIntent { get; init; }

    public Factuality Factuality { get; init; }

    public int Sentence { get; } = Line.SentenceOf(At);
}
