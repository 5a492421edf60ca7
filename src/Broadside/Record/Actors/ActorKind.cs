namespace Broadside.Record.Actors;

/// <summary>What somebody or something in a story is.</summary>
public enum ActorKind
{
    Person,
    Org,
    Place,
    State,

    /// <summary>Where words are said: a paper, a platform, a parliament.</summary>
    Venue,
}
