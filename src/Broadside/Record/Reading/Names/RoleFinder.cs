using Broadside.Record.Actors;

namespace Broadside.Record.Reading.Names;

/// <summary>Learns from the text who holds which office, and says whom an office without a name means: by the text, else by the directory on that day.</summary>
internal sealed class RoleFinder(Cast cast, ActorDirectory directory, DateOnly? today)
{
    private readonly Dictionary<(int Line, int First), CastPerson> held = [];
    private readonly List<(RolePhrase Phrase, FoundSpeaker? Holder)> beside = [];

    /// <summary>Offices with the person who stands beside them, as "Álvaro Leyva, the former minister".</summary>
    public IEnumerable<(RolePhrase Phrase, FoundSpeaker? Holder)> Beside => beside;

    /// <summary>For every line its offices, and who was named beside them.</summary>
    public List<RolePhrase> Learn(TextLine line, IReadOnlyList<FoundName> names)
    {
        var phrases = RolePhrases.Find(line);
        var people = names.Where(n => n.Kind == ActorKind.Person && n.Passage.Block == line.Block.Id).ToList();
        foreach (var phrase in phrases)
        {
            if (NameBeside(phrase, people) is { } name && Person(name) is { } person)
            {
                held[(line.Number, phrase.First)] = person;
                // "Senator", "candidate", "President" alone say too little for a who's who.
                if (phrase.Country is not null || phrase.IsFormer || phrase.Title.Contains(' ', StringComparison.Ordinal))
                {
                    beside.Add((Left(phrase) ? phrase with { IsFormer = true } : phrase, new FoundSpeaker(phrase.Text, person.Name, person.Actor, new Reason("role.beside", $"stands beside {person.Name}", 0.9))));
                }
                if (!person.Roles.Any(r => r.Key == phrase.Key && r.Country == phrase.Country))
                {
                    person.Roles.Add(Left(phrase) ? phrase with { IsFormer = true } : phrase);
                }
            }
        }
        return phrases;
    }

    public CastPerson? Person(FoundName name) => cast.People.Find(p => name.Actor is not null ? p.Actor == name.Actor : p.Name == name.Name);

    /// <summary>The country whose office a person holds in this text.</summary>
    public string? CountryOf(string name) => cast.People.Find(p => p.Name == name)?.Roles.Select(r => r.Country).FirstOrDefault(c => c is not null);

    /// <summary>True where the person stands beside the office: the office is then a title, and no mention of its own.</summary>
    public bool IsTitle(RolePhrase phrase) => held.ContainsKey((phrase.Line.Number, phrase.First));

    /// <summary>Whom "the foreign minister" means; null where the text and the directory leave it open.</summary>
    public FoundSpeaker? Resolve(RolePhrase phrase, int order)
    {
        var fits = cast.People.Where(p => p.Roles.Any(r => Same(r, phrase))).ToList();
        var before = fits.Where(p => p.Order < order).ToList();
        // Who was brought in last with this office is meant; an office in the text beats the directory.
        var person = before.Count > 0 ? before.MaxBy(p => p.Roles.Where(r => Same(r, phrase)).Max(r => Weight(r, phrase, order))) : fits.Count == 1 ? fits[0] : null;
        if (person is not null)
        {
            return new FoundSpeaker(phrase.Text, person.Name, person.Actor, new Reason("role.in-text", $"the text gives {person.Name} this office", 0.8));
        }
        if (today is not { } day || phrase.Country is null && directory.WithRoles.Count > 0 && Holders(phrase, day).Count > 1)
        {
            return null;
        }
        var holders = Holders(phrase, day);
        return holders.Count == 1 ? new FoundSpeaker(phrase.Text, holders[0].Name, holders[0].Id, new Reason("role.at-date", $"held this office on {Edtf.Day(day)}, by the directory", 0.85)) : null;
    }

    private List<DirectoryActor> Holders(RolePhrase phrase, DateOnly day) => [.. directory.WithRoles
        .Where(h => h.Key == phrase.Key && (phrase.Country is null || h.Role.Country is null || h.Role.Country == phrase.Country))
        .Where(h => phrase.IsFormer ? h.Role.To < day : !(h.Role.From > day) && !(h.Role.To < day))
        .Select(h => h.Actor).Distinct()];

    private static bool Same(RolePhrase role, RolePhrase phrase) => role.Key == phrase.Key && (role.Country is null || phrase.Country is null || role.Country == phrase.Country);

    private static long Weight(RolePhrase role, RolePhrase phrase, int order)
    {
        var at = (role.Line.Number * 100_000) + role.First;
        return (at < order ? at : -at) + (role.Country == phrase.Country && role.Country is not null ? 250_000 : 0) + (role.Line == phrase.Line ? 500_000 : 0) + (phrase.IsFormer && role.IsFormer ? 400_000 : 0);
    }

    // "Laura Sarabia resigned as foreign minister": from then on the former one.
    private static bool Left(RolePhrase phrase)
    {
        var line = phrase.Line;
        for (var i = phrase.First - 1; i >= Math.Max(line.Sentences[line.SentenceOf(phrase.First)].First, phrase.First - 6); i--)
        {
            if (line.Low(i) is "resigned" or "resigns" or "quit" or "stepped" or "dismissed" or "sacked" or "ousted" or "removed" or "dimitio" or "renuncio" or "ceso" or "destituido" or "destituida")
            {
                return true;
            }
        }
        return false;
    }

    // "Colombian President Gustavo Petro"; "Prime Minister, Najib Razak"; "Álvaro Leyva, the former minister"; "Laura Sarabia resigned as foreign minister".
    private static FoundName? NameBeside(RolePhrase phrase, List<FoundName> people)
    {
        var line = phrase.Line;
        var (start, end) = (line.Tokens[phrase.First].Start, line.Tokens[phrase.End - 1].End);
        var next = people.Find(n => n.Passage.Start >= end && n.Passage.Start - end <= 3);
        if (next is not null && line.Text.AsSpan(end, next.Passage.Start - end).Trim() is "" or "," or ".")
        {
            return next;
        }
        var before = people.FindLast(n => n.Passage.End <= start && start - n.Passage.End <= 12);
        if (before is not null && line.Text.AsSpan(before.Passage.End, start - before.Passage.End).Trim() is "," or ", a" or ", the" or ", el" or ", la" or ", un" or "(" or ", then" or ", who is")
        {
            return before;
        }
        // Between "as" and the office may stand the adjective of a country that no list has.
        var lead = phrase.First - 1;
        while (lead > phrase.First - 3 && (line.IsCapital(lead) || line.Low(lead) is "the"))
        {
            lead--;
        }
        if (line.Low(lead) is "as" or "como")
        {
            var sentence = line.Tokens[line.Sentences[line.SentenceOf(phrase.First)].First].Start;
            return people.FindLast(n => n.Passage.End <= start && n.Passage.Start >= sentence);
        }
        return null;
    }
}
