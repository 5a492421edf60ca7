namespace Broadside.Staff.Signing;

/// <summary>What the server keeps between asking a browser for a passkey and its answer: used once, forgotten after minutes.</summary>
public sealed class Ceremony
{
    /// <summary>Hash of the word that the page carries.</summary>
    public required string Id { get; init; }

    /// <summary>"new" or "show".</summary>
    public required string Kind { get; init; }

    /// <summary>For whom: a person's id, or empty when that is to be found out.</summary>
    public required string About { get; init; }

    /// <summary>Of Identity's passkey handler.</summary>
    public required string State { get; init; }

    public DateTimeOffset EndsAt { get; init; }
}
