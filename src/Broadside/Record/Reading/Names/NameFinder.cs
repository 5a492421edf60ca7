using Broadside.Record.Actors;

namespace Broadside.Record.Reading.Names;

/// <summary>
/// Finds names: those of the directory, those that their own words or neighbours make names, and later short forms of both.
/// Two walks: the first meets everybody named in full, the second reads the short forms.
/// </summary>
internal sealed class NameFinder(ActorDirectory directory)
{
    private readonly Dictionary<string, (ActorKind Kind, Reason Reason)> kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> acronyms = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> countries = new(StringComparer.Ordinal);

    public Cast Cast { get; } = new();

    public IReadOnlyList<FoundName> Find(IReadOnlyList<TextLine> lines)
    {
        var runs = lines.Select(NameRuns.Find).ToList();
        foreach (var (line, row) in lines.Zip(runs))
        {
            Meet(line, row);
        }
        var found = new List<FoundName>();
        foreach (var (line, row) in lines.Zip(runs))
        {
            FindIn(line, row, found);
        }
        return found;
    }

    private static int Order(TextLine line, int token) => (line.Number * 100_000) + token;

    private void Meet(TextLine line, List<NameRun> runs)
    {
        foreach (var run in runs)
        {
            var known = Whole(run);
            if (known is { Kind: ActorKind.Person } person)
            {
                // A surname alone brings nobody in where another of that name was named in full.
                if (run.Count == 1 && Cast.BySurname(run.Key, Order(line, run.First)) is not null)
                {
                    continue;
                }
                Cast.Meet(run.Count > 1 ? run.Key : Key(person.Name), person.Name, person.Id, Order(line, run.First));
                continue;
            }
            if (run.Count == 1 && run.FirstToken.IsAcronym)
            {
                acronyms[run.Key] = acronyms.GetValueOrDefault(run.Key) + 1;
            }
            if (known is not null || NameKinds.Of(run) is not { } kind)
            {
                continue;
            }
            if (!kinds.TryGetValue(run.Key, out var before) || before.Reason.Confidence < kind.Reason.Confidence)
            {
                kinds[run.Key] = kind;
            }
            if (Countries.Names.TryGetValue(run.Key, out var code) && !(countries.TryGetValue(code, out var longest) && longest.Length >= run.Text.Length))
            {
                countries[code] = run.Text;
            }
            Bind(line, run, kind.Kind);
            if (kind.Kind == ActorKind.Person)
            {
                Belongs(line, run);
            }
            if (kind.Kind == ActorKind.Person && run.Count > 1)
            {
                Cast.Meet(run.Key, run.Text, null, Order(line, run.First));
            }
        }
    }

    // "Johnson Space Center (JSC)": from there on the letters mean the same.
    private void Bind(TextLine line, NameRun run, ActorKind kind)
    {
        if (line.Is(run.End, '(') && line.Is(run.End + 2, ')') && line.Tokens[run.End + 1].IsAcronym)
        {
            kinds[line.Low(run.End + 1)] = (kind, new Reason("name.acronym", $"introduced as the short form of {run.Text}", 0.9));
            Cast.Others[line.Low(run.End + 1)] = (run.Text, null, kind);
        }
    }

    // "Youngspiration's Baggio Leung", "Leung Kwok-hung of LSD": what a person belongs to is a body, if nothing says that it is a place.
    private void Belongs(TextLine line, NameRun person)
    {
        var start = person.TitleFirst;
        if (start >= 2 && line.Low(start - 1) is "'s" && line.IsCapital(start - 2))
        {
            var first = start - 2;
            while (first > 0 && line.IsCapital(first - 1) && (!NameWords.Openers.Contains(line.Low(first - 1)) || line.Low(first - 1) is "new"))
            {
                first--;
            }
            Suppose(new NameRun(line, first, start - 1, first));
        }
        var next = person.End + 1 + (line.Low(person.End + 1) is "the" ? 1 : 0);
        if (line.Low(person.End) is "of" or "from" && line.IsCapital(next))
        {
            var end = next + 1;
            while (line.IsCapital(end))
            {
                end++;
            }
            Suppose(new NameRun(line, next, end, next));
        }
    }

    private void Suppose(NameRun body)
    {
        if (!NameWords.KnownPlaces.Contains(body.Key) && Countries.Of(body.Key) is null && !NameWords.Titles.Contains(body.LastToken.Low) && !(kinds.TryGetValue(body.Key, out var kind) && kind.Reason.Confidence >= 0.75))
        {
            kinds[body.Key] = (ActorKind.Org, new Reason("name.body", "a person belongs to it", 0.75));
        }
    }

    private DirectoryActor? Whole(NameRun run)
    {
        var at = run.First;
        return directory.LongestAt(run.Line, at) is { Actors.Count: 1, IsAmbiguous: false } match && (at + match.Length >= run.End || (match.Length >= 2 && match.Actors[0].Kind == ActorKind.Person)) ? match.Actors[0] : null;
    }

    private void FindIn(TextLine line, List<NameRun> runs, List<FoundName> found)
    {
        var next = 0;
        for (var at = 0; at < line.Tokens.Length; at++)
        {
            while (next < runs.Count && runs[next].End <= at)
            {
                next++;
            }
            var run = next < runs.Count && runs[next].First <= at ? runs[next] : null;
            var upcoming = run ?? (next < runs.Count ? runs[next] : null);
            if (FromDirectory(line, at, run, upcoming) is { } known)
            {
                found.Add(known.Name);
                at = known.End - 1;
            }
            else if (run is not null && run.First == at && FromText(run) is { } name)
            {
                found.Add(name);
                at = run.End - 1;
            }
        }
    }

    private (FoundName Name, int End)? FromDirectory(TextLine line, int at, NameRun? run, NameRun? upcoming)
    {
        if (directory.LongestAt(line, at) is not { } match)
        {
            return null;
        }
        var end = at + match.Length;
        if (run is not null && !Fits(run, at, end, match.Actors[0]))
        {
            return null;
        }
        // A name of the directory may be the beginning of a longer one: "Miguel Uribe" of "Miguel Uribe Turbay".
        end = run is not null && end < run.End && match.Actors[0].Kind == ActorKind.Person && match.Length >= 2 && run.Count <= 4 && line.IsCapital(end) ? run.End : end;
        if (run is null && upcoming is not null && upcoming.First < end && upcoming.End > end && match.Length < 2)
        {
            return null;
        }
        var passage = line.Words(at, end);
        if (match.IsMetonym && IsWhere(line, at))
        {
            return (new FoundName { Passage = passage, Kind = ActorKind.Place, Name = passage.Exact, Candidates = [.. match.Actors.Select(a => a.Id)], Reason = new Reason("name.metonym", "here it is the place, and not who sits there", 0.5) }, end);
        }
        var actor = Choose(line, at, match.Actors, match.IsAmbiguous);
        return (actor is null
            ? new FoundName { Passage = passage, Kind = match.Actors[0].Kind, Name = passage.Exact, Candidates = [.. match.Actors.Select(a => a.Id)], Reason = new Reason("name.ambiguous", "more than one actor of the directory bears this name", 0.5) }
            : new FoundName { Passage = passage, Kind = actor.Kind, Name = actor.Name, Actor = actor.Id, Reason = new Reason("name.directory", "a name in the directory", 0.97) }, end);
    }

    // "Moscow protested" is its government; "in Moscow", "near the Kremlin" and "cerca de Moscú" are places.
    private static bool IsWhere(TextLine line, int at)
    {
        var before = line.Low(at - 1) is "the" or "el" or "la" ? at - 2 : at - 1;
        return line.Low(before) is "in" or "at" or "near" or "inside" or "outside" or "around" or "en" || (line.Low(before) is "de" && line.Low(before - 1) is "cerca" or "dentro" or "fuera");
    }

    // Inside a longer name a shorter one means nothing: "Sheffield" in "University of Sheffield".
    private bool Fits(NameRun run, int at, int end, DirectoryActor actor)
    {
        if (at <= run.First && end >= run.End)
        {
            return true;
        }
        if (at == run.First && actor.Kind == ActorKind.Person && end - at >= 2)
        {
            return true;
        }
        var line = run.Line;
        if (actor.Kind == ActorKind.Person && end - at == 1)
        {
            // "Uribe" in "Álvaro Uribe" may be another Uribe.
            return false;
        }
        var kind = kinds.TryGetValue(run.Key, out var known) ? known.Kind : (ActorKind?)null;
        if (kind is ActorKind.Org or ActorKind.Place && known.Reason.Confidence >= 0.8)
        {
            return false;
        }
        return end - at >= 2 || (at == run.First && kind is null && line.Tokens[end].IsCapital && actor.Kind is ActorKind.Org);
    }

    private DirectoryActor? Choose(TextLine line, int at, IReadOnlyList<DirectoryActor> actors, bool isAmbiguous)
    {
        if (actors.Count == 1 && !isAmbiguous)
        {
            var only = actors[0];
            // A surname alone belongs to whom the text named in full, and that may be somebody else.
            return only.Kind == ActorKind.Person && Cast.BySurname(line.Low(at), Order(line, at)) is { } other && !Key(only.Name).StartsWith(line.Low(at), StringComparison.Ordinal) && other.Actor != only.Id && other.Key != Key(only.Name) && !Key(only.Name).StartsWith(other.Key, StringComparison.Ordinal) ? null : only;
        }
        var named = actors.Where(a => Cast.ByFullName(Key(a.Name)) is not null).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    private FoundName? FromText(NameRun run)
    {
        var passage = run.Line.Words(run.First, run.End);
        var order = Order(run.Line, run.First);
        if (run.Count <= 2 && Cast.ByFullName(run.Key) is null && Cast.BySurname(run.Key, order) is { } bearer && !IsGivenNameOnly(run))
        {
            return new FoundName { Passage = passage, Kind = ActorKind.Person, Name = bearer.Name, Actor = bearer.Actor, Reason = new Reason("name.surname", $"the surname of {bearer.Name}, named in full in this text", 0.9) };
        }
        // "Scientologist Tom Cruise": the end of the run is somebody whom the text names elsewhere.
        for (var first = run.First + 1; first <= run.End - 2; first++)
        {
            if (Cast.ByFullName(new NameRun(run.Line, first, run.End, first).Key) is { } tail && Cast.ByFullName(run.Key) is null)
            {
                return new FoundName { Passage = run.Line.Words(first, run.End), Kind = ActorKind.Person, Name = tail.Name, Actor = tail.Actor, Reason = new Reason("name.full-again", $"{tail.Name} again", 0.9) };
            }
        }
        if (kinds.TryGetValue(run.Key, out var kind))
        {
            var person = kind.Kind == ActorKind.Person ? Cast.ByFullName(run.Key) : null;
            var name = person?.Name ?? (Cast.Others.TryGetValue(run.Key, out var other) ? other.Name : passage.Exact);
            // "the US" is the United States, where the text says both.
            name = kind.Kind == ActorKind.State && Countries.Names.TryGetValue(run.Key, out var code) && run.FirstToken.IsAcronym ? countries.GetValueOrDefault(code, name) : name;
            return new FoundName { Passage = passage, Kind = kind.Kind, Name = name, Actor = person?.Actor, Reason = kind.Reason };
        }
        if (run.Count == 1 && run.FirstToken.IsAcronym && run.Key.Length is >= 3 and <= 6 && run.Key.All(char.IsAsciiLetter) && (acronyms.GetValueOrDefault(run.Key) >= 2 || run.Line.Low(run.End) is "'s"))
        {
            return new FoundName { Passage = passage, Kind = ActorKind.Org, Name = passage.Exact, Reason = new Reason("name.letters", "capital letters that the text uses as a name", 0.7) };
        }
        return null;
    }

    private static bool IsGivenNameOnly(NameRun run) => run.Count == 1 && !run.HasTitle && NameWords.GivenNames.Contains(run.Key) && run.Line.IsCapital(run.End);

    private static string Key(string name) => string.Join(' ', Tokenizer.Cut(name).Where(t => t.IsWord).Select(t => t.Low));
}
