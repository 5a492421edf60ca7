namespace Broadside.Giving.Plans;

/// <summary>A donor's wish to go on by another rail, kept before the old plan is ended.</summary>
public sealed class PlanMove
{
    public required string Plan { get; init; }

    /// <summary>Where to, as chosen last.</summary>
    public required string Rail { get; set; }

    /// <summary>The gift by which it goes on.</summary>
    public required string Gift { get; init; }

    public DateTimeOffset AskedAt { get; init; }

    /// <summary>The last one that was begun; null: the old rail has not let it go yet.</summary>
    public string? Attempt { get; set; }

    public DateTimeOffset? MovedAt { get; set; }

    /// <summary>The new plan; null where no processor keeps one, as a standing order.</summary>
    public string? Successor { get; set; }
}
