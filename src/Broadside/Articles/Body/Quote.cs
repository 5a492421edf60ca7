namespace Broadside.Articles.Body;

/// <summary>One paragraph of a block quotation. Neighbouring quotes are shown as one; the last may name who is quoted.</summary>
public sealed record Quote : TextBlock
{
    public string? Cite { get; init; }
}
