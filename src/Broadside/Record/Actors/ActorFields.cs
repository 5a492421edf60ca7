namespace Broadside.Record.Actors;

/// <summary>What an editor says of an actor.</summary>
public sealed record ActorFields
{
    public ActorKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Null: made from the name.</summary>
    public string? SortName { get; init; }

    public string? Country { get; init; }

    public string? Wikidata { get; init; }

    public string? Note { get; init; }

    /// <summary>Other names, for a new one; later they are added one by one.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}
