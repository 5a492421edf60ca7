using Broadside.Record.Claims;

namespace Broadside.Record.Reading.Dates;

/// <param name="End">The token after the last.</param>
internal sealed record DateMatch(int First, int End, string Edtf, DateBasis Basis, string Rule, string Why);

/// <summary>What a date is counted from.</summary>
/// <param name="Base">The day on which the text speaks; null where nobody knows.</param>
/// <param name="Last">The date before this one in the text, for "two days later".</param>
internal sealed record DateContext(DateOnly? Base, DateOnly? Last);
