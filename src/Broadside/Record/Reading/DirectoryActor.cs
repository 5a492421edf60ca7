using Broadside.Record.Actors;

namespace Broadside.Record.Reading;

/// <summary>One actor of the newsroom's directory, as the reading needs it.</summary>
public sealed record DirectoryActor
{
    public required string Id { get; init; }

    public required ActorKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Two letters, as CO; null where none is noted.</summary>
    public string? Country { get; init; }

    public IReadOnlyList<KnownName> Aliases { get; init; } = [];

    public IReadOnlyList<DatedRole> Roles { get; init; } = [];
}

/// <param name="IsAmbiguous">Never linked alone: a metonym or surname that means several.</param>
/// <param name="IsMetonym">A place that stands for who sits there: linked where it acts, and not where something happens in it.</param>
public sealed record KnownName(string Text, bool IsAmbiguous = false, bool IsMetonym = false);

/// <summary>A title with the days between which it was held; a missing bound is open.</summary>
public sealed record DatedRole(string Title, string? Country = null, DateOnly? From = null, DateOnly? To = null);
