using Broadside.Record.Actors;

namespace Broadside.Record.Pages;

/// <summary>An article's text with everything that its record says or is suggested to say.</summary>
public sealed record ArticleRecord
{
    public required string Language { get; init; }

    public required IReadOnlyList<RecordParagraph> Paragraphs { get; init; }

    /// <summary>Claims whose words are in no paragraph any more.</summary>
    public IReadOnlyList<RecordCard> Lost { get; init; } = [];

    /// <summary>People and things that are new, and come into the directory with an open card that names them.</summary>
    public IReadOnlyList<RecordCard> Coming { get; init; } = [];

    /// <summary>Decisions taken, and decisions that there are: one for each card.</summary>
    public int Decided { get; init; }

    public int Total { get; init; }

    /// <summary>Open quotes whose speaker the directory knows: they may be accepted together.</summary>
    public IReadOnlyList<string> KnownQuotes { get; init; } = [];

    public required RecordScope Scope { get; init; }

    public IEnumerable<RecordCard> Cards => Paragraphs.SelectMany(p => p.Cards).Concat(Lost);
}

/// <summary>What a claim of the article may point at: who is named in it, and the events and sources of it and of its dossiers.</summary>
public sealed record RecordScope
{
    public IReadOnlyDictionary<string, ActorRow> Actors { get; init; } = new Dictionary<string, ActorRow>();

    /// <summary>Ids of those whom the directory knows by the names that suggestions give them.</summary>
    public IReadOnlyDictionary<string, string> Known { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<KeyValuePair<string, string>> Events { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Sources { get; init; } = [];

    /// <summary>The name to show for an actor's id, or for "name:ANA MARIN".</summary>
    public string NameOf(string idOrName) =>
        FindActor.IsName(idOrName) ? idOrName[(idOrName.IndexOf(':', StringComparison.Ordinal) + 1)..] : Actors.TryGetValue(idOrName, out var actor) ? actor.Name : idOrName;

    /// <summary>Whether the directory has them.</summary>
    public bool Knows(string? idOrName) => idOrName is not null && (!FindActor.IsName(idOrName) || Known.ContainsKey(idOrName));

    public string Names(IEnumerable<string> actors) => string.Join("; ", actors.Select(NameOf));
}
