using Broadside.Kit;

namespace Broadside.Record.Actors;

/// <summary>Another name under which an actor appears in texts.</summary>
public sealed class ActorAlias
{
    public required string Actor { get; init; }

    /// <summary>As <see cref="Fold"/> makes it, to be found.</summary>
    public required string Folded { get; init; }

    public required string Alias { get; set; }

    /// <summary>BCP 47; null: any.</summary>
    public string? Language { get; set; }

    public AliasKind Kind { get; set; }

    /// <summary>It may mean somebody else: always asked, never chosen.</summary>
    public bool IsAmbiguous { get; set; }

    public static string Fold(string name) => Slug.From(name).Replace('-', ' ');
}

public enum AliasKind
{
    Name,
    Acronym,

    /// <summary>A capital for its government, a house for who lives in it.</summary>
    Metonym,
    Role,
}
