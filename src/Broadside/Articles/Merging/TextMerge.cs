using System.Text.Json;
using Broadside.Articles.Body;
using Broadside.Kit;

namespace Broadside.Articles.Merging;

/// <summary>
/// Brings two changed forms of one text together. What only one side changed is taken; what both changed in different ways is
/// a conflict for a person. Nothing is dropped but what one side deleted and the other left as it was.
/// </summary>
public sealed class TextMerge
{
    private readonly List<Entry> blocks;
    private readonly List<Entry> notes;
    private readonly Footnotes? frame;
    private readonly IReadOnlyList<Footnote> known;

    private TextMerge(WrittenText start, WrittenText theirs, WrittenText mine)
    {
        Title = Field("title", start.Title, theirs.Title, mine.Title);
        Standfirst = Field("standfirst", start.Standfirst, theirs.Standfirst, mine.Standfirst);
        blocks = Merge("block", start.Body, theirs.Body, mine.Body, b => b.Id);
        notes = Merge("note", start.Notes, theirs.Notes, mine.Notes, n => n.Id);
        frame = theirs.Frame ?? mine.Frame ?? start.Frame;
        known = [.. mine.Notes, .. theirs.Notes, .. start.Notes];
    }

    public enum Side
    {
        Theirs,
        Mine,
        Both,
    }

    /// <summary>What both changed. A side that is null deleted it.</summary>
    /// <param name="Key">Names it in a form.</param>
    /// <param name="Part">"title", "standfirst", "block" or "note".</param>
    public sealed record Conflict(string Key, string Part, object? Start, object? Theirs, object? Mine);

    /// <summary>In the order in which they stand.</summary>
    public IReadOnlyList<Conflict> Conflicts =>
        [.. new[] { Title.Conflict, Standfirst.Conflict }.Concat(blocks.Concat(notes).Select(e => e.Conflict)).OfType<Conflict>()];

    /// <summary>How many of their changes were taken as they are.</summary>
    public int Taken { get; private set; }

    private Entry Title { get; }

    private Entry Standfirst { get; }

    /// <param name="start">What both began with; null when that is not known: whatever differs is then a conflict, and nothing counts as deleted.</param>
    /// <param name="theirs">What stands now.</param>
    /// <param name="mine">What is to be saved.</param>
    public static TextMerge Of(WrittenText? start, WrittenText theirs, WrittenText mine) => new(start ?? WrittenText.Nothing, theirs, mine);

    /// <summary>The text after a person has chosen; where they did not, mine stands.</summary>
    public WrittenText Settle(Func<string, Side?> choice)
    {
        var body = Settle<Block>(blocks, choice, b => b with { Id = Ids.NewBlockId() });
        var kept = Settle<Footnote>(notes, choice, n => n with { Id = Ids.NewBlockId() });
        // A text that was kept keeps the notes that it points to, whichever side had removed them.
        var missing = body.SelectMany(ContentWalk.Texts).SelectMany(t => t.Marks ?? []).Where(m => m.Kind == MarkKind.Note).Select(m => m.Value).Distinct()
            .Where(id => kept.TrueForAll(n => n.Id != id)).Select(id => known.FirstOrDefault(n => n.Id == id)).OfType<Footnote>();
        kept.AddRange(missing.ToList());
        if (kept.Count > 0)
        {
            body.Add((frame ?? new Footnotes { Id = Ids.NewBlockId(), Notes = [] }) with { Notes = kept });
        }
        return new WrittenText((string?)One(Title, choice) ?? "", (string?)One(Standfirst, choice), body);
    }

    private static object? One(Entry entry, Func<string, Side?> choice) => entry.Conflict is not { } c ? entry.Item : choice(c.Key) == Side.Theirs ? c.Theirs : c.Mine;

    private static List<T> Settle<T>(List<Entry> entries, Func<string, Side?> choice, Func<T, T> renamed)
        where T : class
    {
        var settled = new List<T>();
        foreach (var entry in entries)
        {
            if (entry.Conflict is not { } conflict)
            {
                settled.Add((T)entry.Item!);
                continue;
            }
            var side = choice(conflict.Key) ?? Side.Mine;
            var chosen = new[] { side == Side.Mine ? null : conflict.Theirs, side == Side.Theirs ? null : conflict.Mine }.OfType<T>().ToList();
            settled.AddRange(chosen.Select((c, i) => i == 0 ? c : renamed(c)));
        }
        return settled;
    }

    private Entry Field(string name, string? start, string? theirs, string? mine)
    {
        if (theirs == mine || mine == start)
        {
            Taken += theirs == mine ? 0 : 1;
            return new Entry(theirs, null);
        }
        return theirs == start ? new Entry(mine, null) : new Entry(null, new Conflict(name, name, start, theirs, mine));
    }

    private List<Entry> Merge<T>(string part, IReadOnlyList<T> start, IReadOnlyList<T> theirs, IReadOnlyList<T> mine, Func<T, string> idOf)
        where T : class
    {
        var (s, t, m) = (ById(start, idOf), ById(theirs, idOf), ById(mine, idOf));
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var id in t.Keys.Concat(m.Keys).Distinct().ToList())
        {
            var (was, their, my) = (s.GetValueOrDefault(id), t.GetValueOrDefault(id), m.GetValueOrDefault(id));
            if (Same(their, my) || Same(my, was))
            {
                Taken += Same(their, my) ? 0 : 1;
                Add(id, their);
            }
            else if (Same(their, was))
            {
                Add(id, my);
            }
            else
            {
                entries[id] = new Entry(null, new Conflict($"{part} {id}", part, was, their, my));
            }
        }
        return [.. Order([.. s.Keys], [.. t.Keys], [.. m.Keys], entries).Select(id => entries[id])];

        void Add(string id, T? item)
        {
            if (item is not null)
            {
                entries[id] = new Entry(item, null);
            }
        }
    }

    // The order is theirs, unless only mine moved something; what the other side added stands after its own neighbour.
    private static List<string> Order(List<string> start, List<string> theirs, List<string> mine, Dictionary<string, Entry> entries)
    {
        var (spine, other) = Moved(mine) && !Moved(theirs) ? (mine, theirs) : (theirs, mine);
        var order = spine.Where(entries.ContainsKey).ToList();
        for (var i = 0; i < other.Count; i++)
        {
            if (entries.ContainsKey(other[i]) && !order.Contains(other[i]))
            {
                var neighbour = other.Take(i).LastOrDefault(order.Contains);
                order.Insert(neighbour is null ? 0 : order.IndexOf(neighbour) + 1, other[i]);
            }
        }
        return order;

        bool Moved(List<string> side) => !start.Where(side.ToHashSet().Contains).SequenceEqual(side.Where(start.ToHashSet().Contains));
    }

    // A text whose ids repeat is no text of ours: the first stands.
    private static Dictionary<string, T> ById<T>(IReadOnlyList<T> list, Func<T, string> idOf)
        where T : notnull
    {
        var byId = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in list)
        {
            byId.TryAdd(idOf(item), item);
        }
        return byId;
    }

    private static bool Same<T>(T? a, T? b)
        where T : class => ReferenceEquals(a, b) || (a is not null && b is not null && JsonSerializer.Serialize(a, CanonicalJson.Options) == JsonSerializer.Serialize(b, CanonicalJson.Options));

    private sealed record Entry(object? Item, Conflict? Conflict);
}
