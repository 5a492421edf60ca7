using Broadside.Record.Actors;

namespace Broadside.Record.Reading.Names;

/// <summary>Who appears in one text, in the order of appearance: full names by surname, and the offices that the text gives them.</summary>
internal sealed class Cast
{
    private readonly Dictionary<string, CastPerson> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CastPerson>> bySurname = new(StringComparer.Ordinal);

    public List<CastPerson> People { get; } = [];

    /// <summary>Names that are no persons: folded name to the actor or the plain name.</summary>
    public Dictionary<string, (string Name, string? Actor, ActorKind Kind)> Others { get; } = new(StringComparer.Ordinal);

    public CastPerson Meet(string key, string name, string? actor, int order)
    {
        if (byName.TryGetValue(key, out var known))
        {
            known.Actor ??= actor;
            return known;
        }
        var words = key.Split(' ');
        // "Miguel Uribe" is "Miguel Uribe Turbay", when both stand in one text.
        var same = People.Find(p => words.Length >= 2 && (p.Key.StartsWith(key + " ", StringComparison.Ordinal) || key.StartsWith(p.Key + " ", StringComparison.Ordinal) && p.Key.Contains(' ')));
        var person = same ?? new CastPerson(key, name, order) { Actor = actor };
        if (same is null)
        {
            People.Add(person);
        }
        else
        {
            same.Actor ??= actor;
            same.Name = name.Length > same.Name.Length ? name : same.Name;
        }
        byName[key] = person;
        AddSurname(words[^1], person);
        if (words.Length >= 3)
        {
            AddSurname(words[^2], person);
            AddSurname(words[^2] + "-" + words[^1], person);
        }
        if (words[^1].Split('-') is { Length: 2 } halves && halves[1].Length > 2)
        {
            AddSurname(halves[0] + " " + halves[1], person);
        }
        // Eastern names put the family first: "Leung Kwok-hung", then "Leung".
        if (words.Length >= 2 && words[^1].Contains('-', StringComparison.Ordinal) && words[0].Length <= 6)
        {
            AddSurname(words[0], person);
        }
        return person;
    }

    public CastPerson? ByFullName(string key) => byName.GetValueOrDefault(key);

    /// <summary>The last person of that surname who was named in full before, else the first who will be. Null also for a given name.</summary>
    public CastPerson? BySurname(string surname, int order)
    {
        if (!bySurname.TryGetValue(surname, out var bearers))
        {
            return null;
        }
        return bearers.LastOrDefault(p => p.Order <= order) ?? bearers[0];
    }

    private void AddSurname(string surname, CastPerson person)
    {
        if (surname.Length < 2)
        {
            return;
        }
        var list = bySurname.TryGetValue(surname, out var found) ? found : bySurname[surname] = [];
        if (!list.Contains(person) && list.Count < 32)
        {
            list.Add(person);
        }
    }
}

internal sealed class CastPerson(string key, string name, int order)
{
    public string Key { get; } = key;

    public string Name { get; set; } = name;

    public string? Actor { get; set; }

    /// <summary>Where the full name first stands.</summary>
    public int Order { get; } = order;

    public List<RolePhrase> Roles { get; } = [];
}
