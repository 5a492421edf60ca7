using Broadside.Record.Reading.Names;

namespace Broadside.Record.Reading;

/// <summary>The newsroom's actors, made ready for finding in texts: a few looks into a table for each word, however many names it holds. Made once, read by many.</summary>
public sealed class ActorDirectory
{
    private const int LongestName = 12;

    private readonly Dictionary<string, Entry> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> lengths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DirectoryActor> actors = new(StringComparer.Ordinal);

    public ActorDirectory(IEnumerable<DirectoryActor> actors)
    {
        foreach (var actor in actors)
        {
            this.actors[actor.Id] = actor;
            Add(actor, new KnownName(actor.Name));
            foreach (var alias in actor.Aliases)
            {
                Add(actor, alias);
            }
            WithRoles.AddRange(actor.Roles.Select(r => (actor, r, RolePhrases.KeyOf(r.Title))));
        }
    }

    public static ActorDirectory Empty { get; } = new([]);

    internal List<(DirectoryActor Actor, DatedRole Role, string Key)> WithRoles { get; } = [];

    public DirectoryActor? Find(string id) => actors.GetValueOrDefault(id);

    /// <summary>The longest name of the directory that begins at a token: its length in tokens and everybody who bears it.</summary>
    internal (int Length, IReadOnlyList<DirectoryActor> Actors, bool IsAmbiguous, bool IsMetonym)? LongestAt(TextLine line, int at)
    {
        if (!line.Tokens[at].IsWord || !lengths.TryGetValue(line.Tokens[at].Low, out var possible))
        {
            return null;
        }
        foreach (var length in possible)
        {
            if (at + length <= line.Tokens.Length && byName.TryGetValue(Key(line.Tokens.AsSpan(at, length)), out var entry) && (!entry.IsAcronym || line.Tokens[at].IsAcronym) && HasCapital(line.Tokens.AsSpan(at, length)))
            {
                return (length, entry.Actors, entry.IsAmbiguous, entry.IsMetonym);
            }
        }
        return null;
    }

    private void Add(DirectoryActor actor, KnownName name)
    {
        var tokens = Tokenizer.Cut(name.Text);
        var first = Array.FindIndex(tokens, t => t.IsWord);
        if (first < 0)
        {
            return;
        }
        // "The Guardian" is found with and without its article.
        first += tokens.Length > first + 1 && tokens[first].Low is "the" ? 1 : 0;
        var words = tokens.AsSpan(first);
        if (words.Length > LongestName)
        {
            return;
        }
        if (!byName.TryGetValue(Key(words), out var entry))
        {
            byName[Key(words)] = entry = new Entry(words.Length == 1 && words[0].IsAcronym, [], name.IsAmbiguous, name.IsMetonym);
            var known = lengths.GetValueOrDefault(words[0].Low) ?? [];
            lengths[words[0].Low] = known.Contains(words.Length) ? known : [.. known.Append(words.Length).OrderDescending()];
        }
        if (!entry.Actors.Any(a => a.Id == actor.Id))
        {
            entry.Actors.Add(actor);
        }
    }

    private static string Key(ReadOnlySpan<Token> words)
    {
        var key = new System.Text.StringBuilder();
        foreach (var word in words)
        {
            key.Append(word.Low).Append(' ');
        }
        return key.ToString();
    }

    // A name is written with a capital: "apple" on a market stall is not the company.
    private static bool HasCapital(ReadOnlySpan<Token> words)
    {
        foreach (var word in words)
        {
            if (word.IsCapital || char.IsAsciiDigit(word.Text[0]))
            {
                return true;
            }
        }
        return false;
    }

    private sealed record Entry(bool IsAcronym, List<DirectoryActor> Actors, bool IsAmbiguous, bool IsMetonym);
}
