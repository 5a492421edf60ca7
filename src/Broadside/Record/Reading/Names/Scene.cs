namespace Broadside.Record.Reading.Names;

/// <summary>What is known of a text before quotes and events are read: its lines, the names and offices in each, and who is who.</summary>
internal sealed class Scene
{
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
    public IReadOnlyList<Mention> Of(TextLine line) => mentions[line.Number];

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
        all.Sort((a, b) => a.First.CompareTo(b.First));
        return all;
    }
}

/// <summary>A name or an office where it stands in a line.</summary>
internal sealed record Mention(TextLine Line, int First, int End, FoundName? Name, RolePhrase? Role)
{
    public string Text => Line.Text[Line.Tokens[First].Start..Line.Tokens[End - 1].End];

    public bool IsPerson => Role is not null || Name?.Kind == ActorKind.Person;

    /// <summary>Who can speak or act: not a place, unless it stands for a government.</summary>
    public bool CanSpeak => IsPerson || Name?.Kind is ActorKind.Organization or ActorKind.State;
}
