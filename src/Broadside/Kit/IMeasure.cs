namespace Broadside.Kit;

/// <summary>Figures of how a part of the program runs, for whoever watches over the machine. Nothing in them is about a person.</summary>
public interface IMeasure
{
    /// <summary>Asked once a minute at most; cheap, and it may throw: then its figures are missing this time.</summary>
    Task<IReadOnlyList<Measure>> ReadAsync(CancellationToken cancel);
}

/// <summary>One figure.</summary>
/// <param name="Name">As <c>pages_rendered</c>, with its unit at the end where it has one: <c>edition_age_seconds</c>. The same for all labels.</param>
/// <param name="Help">What is counted, in one sentence.</param>
/// <param name="Value">The figure.</param>
/// <param name="IsTotal">True where it only rises while the program runs.</param>
/// <param name="Label">What it is about where there are several, as <c>state</c>; null: there is one.</param>
/// <param name="LabelValue">Which of them.</param>
public sealed record Measure(string Name, string Help, double Value, bool IsTotal = false, string? Label = null, string? LabelValue = null);
