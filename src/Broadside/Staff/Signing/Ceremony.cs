namespace Broadside.Staff.Signing;

/// <summary>A passkey ceremony whose answer was taken: it is not taken again. Forgotten when it would have run out anyway.</summary>
public sealed class Ceremony
{
    /// <summary>Hash of what the page carried.</summary>
    public required string Id { get; init; }

    public DateTimeOffset EndsAt { get; init; }
}
