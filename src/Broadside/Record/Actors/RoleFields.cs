namespace Broadside.Record.Actors;

/// <summary>What an editor says of a role. The actor is an id, or "name:ANA MARIN".</summary>
public sealed record RoleFields
{
    public required string Actor { get; init; }

    public required string Title { get; init; }

    public string? Org { get; init; }

    /// <summary>EDTF; null: nobody says.</summary>
    public string? Since { get; init; }

    public string? Until { get; init; }
}
