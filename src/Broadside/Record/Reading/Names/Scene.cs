using System.Collections.Frozen;
using Broadside.Record.Actors;

namespace Broadside.Record.Reading.Names;

/// <summary>What is known of a text before quotes and events are read: its lines, the names and offices in each, and who is who.</summary>
internal sealed class Scene
{
    private static readonly FrozenSet<string> Bodies = WordList.Set("government embassy authorities army military police navy officials parliament court ministry diplomats troops forces gobierno embajada autoridades ejercito policia cancilleria parlamento tropas fuerzas");

    private readonly List<Mention>[] mentions;

    public Scene(IReadOnlyList<TextLine> lines, ActorDirectory directory, DateOnly? today)
    {
        Lines = lines;
        var finder = new NameFinder(directory);
        Names = finder.Find(lines);
        Roles = new RoleFinder(finder.Cast, directory, today);
        var byBlock = Names.ToLookup(n => n.Passage.Block, StringComparer.Ordinal);
        var phrases = lines.Select(l => Roles.Learn(l, [.. byBlock[l.Block.Id]])).ToList();
        mentions = [.. lines.Select((l, i) => Mentions(l, [.. byBlock[l.Block.Id]], phrases[i]))];
    }

    public IReadOnlyList<TextLine> Lines { get; }

    public IReadOnlyList<FoundName> Names { get; }

    public RoleFinder Roles { get; }

    /// <summary>Names and offices of a line, in order, none inside another.</summary>
    public IReadOnlyList<Mention> Of(TextLine line)
    {
        // Whoever asks looks through them all.
        line.Look(mentions[line.Number].Count);
        return mentions[line.Number];
    }

    /// <summary>Offices whose holder is known, each once for each holder: first those beside a name, then those that mean somebody.</summary>
    public IReadOnlyList<FoundRole> FoundRoles() => [.. Roles.Beside
        .Concat(mentions.SelectMany(m => m).Where(m => m.Role is not null).Select(m => (Phrase: m.Role!, Holder: Roles.Resolve(m.Role!, (m.Line.Number * 100_000) + m.First))))
        .Where(m => m.Holder is not null)
        .DistinctBy(m => (m.Holder!.Actor ?? m.Holder.Name, m.Phrase.Key))
        .OrderBy(m => m.Phrase.Line.Number).ThenBy(m => m.Phrase.First)
        .Select(m => new FoundRole(m.Phrase.Line.Words(m.Phrase.First, m.Phrase.End), m.Phrase.Title, m.Phrase.Country, m.Phrase.IsFormer, m.Holder!.Name, m.Holder.Actor, m.Holder.Reason))];

    public FoundSpeaker Speaker(Mention mention, Reason reason)
    {
        if (mention.Name is { } name)
        {
            return new FoundSpeaker(mention.Text, name.Name, name.Actor, reason);
        }
        var holder = Roles.Resolve(mention.Role!, (mention.Line.Number * 100_000) + mention.First);
        return holder is null ? new FoundSpeaker(mention.Text, mention.Text, null, reason) : holder with { Mention = mention.Text, Reason = reason with { Why = $"{reason.Why}; {holder.Reason.Why}" } };
    }

    private List<Mention> Mentions(TextLine line, List<FoundName> names, List<RolePhrase> roles)
    {
        var all = new List<Mention>();
        foreach (var name in names)
        {
            all.Add(new Mention(line, line.TokenAt(name.Passage.Start), line.TokenAt(name.Passage.End), name, null));
        }
        var taken = new bool[line.Tokens.Length + 1];
        foreach (var mention in all)
        {
            taken.AsSpan(mention.First, mention.End - mention.First).Fill(true);
        }
        // A country inside an office is part of it: "the Colombian president", "president of Chile".
        foreach (var role in roles.Where(r => !Roles.IsTitle(r) && r.IsDefinite))
        {
            all.RemoveAll(m => m.First >= role.First && m.End <= role.End && m.Name?.Kind is ActorKind.State or ActorKind.Place);
            if (!taken.AsSpan(role.First, role.End - role.First).Contains(true) || !all.Any(m => m.First < role.End && role.First < m.End))
            {
                all.Add(new Mention(line, role.First, role.End, null, role));
            }
        }
        AddGovernments(line, all);
        all.Sort((a, b) => a.First.CompareTo(b.First));
        return all;
    }

    // "The Chinese government", "the Colombian embassy", "el gobierno colombiano": a body without a name of its own.
    private static void AddGovernments(TextLine line, List<Mention> all)
    {
        for (var i = 0; i + 1 < line.Tokens.Length; i++)
        {
            var english = line.IsCapital(i) && Countries.Adjectives.ContainsKey(line.Low(i)) && Bodies.Contains(line.Low(i + 1));
            var spanish = Bodies.Contains(line.Low(i)) && !line.IsCapital(i + 1) && Countries.Adjectives.ContainsKey(line.Low(i + 1).TrimEnd('s')) && !english;
            if ((english || spanish) && !all.Any(m => m.First <= i + 1 && i < m.End))
            {
                var passage = line.Words(i, i + 2);
                all.Add(new Mention(line, i, i + 2, new FoundName { Passage = passage, Kind = ActorKind.Org, Name = passage.Exact, Reason = new Reason("name.government", "a state's body", 0.8) }, null));
            }
        }
    }
}

/// <summary>A name or an office where it stands in a line.</summary>
internal sealed record Mention(TextLine Line, int First, int End, FoundName? Name, RolePhrase? Role)
{
    public string Text => Line.Text[Line.Tokens[First].Start..Line.Tokens[End - 1].End];

    public bool IsPerson => Role is not null || Name?.Kind == ActorKind.Person;

    /// <summary>Who can speak or act: not a place, unless it stands for a government.</summary>
    public bool CanSpeak => IsPerson || Name?.Kind is ActorKind.Org or ActorKind.State;
}
