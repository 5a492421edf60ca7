namespace Broadside.Record.Actors;

/// <summary>What a person was at a time, as an article says it.</summary>
public sealed class ActorRole
{
    public required string Id { get; init; }

    public required string Actor { get; init; }

    public required string Title { get; set; }

    /// <summary>Of what, as "Ministry of Trade".</summary>
    public string? Org { get; set; }

    /// <summary>EDTF; null: nobody says.</summary>
    public string? SinceEdtf { get; set; }

    public string? UntilEdtf { get; set; }

    public int Revision { get; set; }

    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Whether somebody may have held it on that day; an unknown bound is open.</summary>
    public bool MayHold(DateOnly day) => !(Edtf.Parse(SinceEdtf)?.Earliest > day) && !(Edtf.Parse(UntilEdtf)?.Latest < day);
}
