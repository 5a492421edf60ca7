namespace Broadside.Record.Reading.Quotes;

/// <summary>A stretch between quotation marks, marks included; <see cref="Inner"/> leaves them out.</summary>
/// <param name="GoesOn">No closing mark, and the next block opens one: the quote goes on there.</param>
/// <param name="Repair">What had to be put right, or null.</param>
internal sealed record QuoteSpan(int Start, int End, int InnerStart, int InnerEnd, bool IsSingle, bool GoesOn, string? Repair)
{
    public string Inner(string text) => text[InnerStart..InnerEnd].Trim();
}
