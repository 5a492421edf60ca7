namespace Broadside.Record.Claims;

/// <summary>Who took which part in an event.</summary>
public sealed class EventActor
{
    public required string Event { get; init; }

    public required string Actor { get; init; }

    public required EventPart Part { get; init; }
}

public enum EventPart
{
    Actor,
    Recipient,
    Mentioned,
}
