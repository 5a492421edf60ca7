namespace Broadside.Record.Actors;

/// <summary>Somebody or something that stories name: the newsroom's own directory.</summary>
public sealed class ActorRow
{
    public required string Id { get; init; }

    public ActorKind Kind { get; set; }

    public required string Name { get; set; }

    /// <summary>As lists sort it, as "Marin, Ana".</summary>
    public required string SortName { get; set; }

    /// <summary>ISO 3166, two letters.</summary>
    public string? Country { get; set; }

    /// <summary>As "Q42".</summary>
    public string? Wikidata { get; set; }

    /// <summary>For colleagues; readers never get it.</summary>
    public string? Note { get; set; }

    /// <summary>The actor that this one turned out to be. What names this one stays as it is, so that a merge can be undone.</summary>
    public string? MergedInto { get; set; }

    public int Revision { get; set; }

    /// <summary>Id of whoever changed it last.</summary>
    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
