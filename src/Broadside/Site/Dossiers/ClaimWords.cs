using Broadside.Record;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Themes;

namespace Broadside.Site.Dossiers;

/// <summary>Says in words what a claim is: how sure, by whom, in which office, from where.</summary>
internal static class ClaimWords
{
    private static readonly char[] Marks = ['"', '“', '”', '„', '«', '»', '‘', '’', ' ', '\u00a0'];

    /// <summary>"Alleged by …"; null where it is simply reported.</summary>
    public static string? State(Words words, LiveDossier live, PublishedEvent happened)
    {
        var who = live.Actor(happened.AllegedBy)?.Name ?? (live.Source(happened.Source) is { } source ? Name(words, source) : null);
        return happened.Factuality switch
        {
            Factuality.Alleged => words.Text("dossier.state.alleged", ("who", who ?? "")),
            Factuality.Denied => who is null ? words.Text("dossier.state.denied") : words.Text("dossier.state.denied_by", ("who", who)),
            Factuality.Corrected => who is null ? words.Text("dossier.state.corrected") : words.Text("dossier.state.corrected_by", ("who", who)),
            _ => null,
        };
    }

    /// <summary>When an event was: its date in words, or what it came before or after; null where nobody said anything.</summary>
    public static string? When(Words words, LiveDossier live, PublishedEvent happened)
    {
        if (DateSaid.Tell(happened.Edtf, words) is { } date)
        {
            return date;
        }
        return happened.Relative is { } relative && live.Dossier.Events.FirstOrDefault(e => e.Id == relative.Event) is { } other
            ? words.Text(relative.Op == RelativeOp.Before ? "dossier.date.before" : "dossier.date.after", ("event", other.Label))
            : null;
    }

    /// <summary>What a source is called: its publisher where it has one, what kind it is where it is anonymous.</summary>
    public static string Name(Words words, PublishedSource source) =>
        source.IsAnonymous ? words.Text("dossier.sources.unnamed") : source.Publisher ?? source.Title;

    /// <summary>"Foreign minister, Ministry of the Sea".</summary>
    public static string Role(PublishedRole role) => role.Org is { Length: > 0 } org ? $"{role.Title}, {org}" : role.Title;

    /// <summary>The role with its dates.</summary>
    public static string DatedRole(Words words, PublishedRole role) =>
        DateSaid.Stretch(role.Since, role.Until, words) is { } dates ? words.Text("dossier.who.role", ("role", Role(role)), ("dates", dates)) : Role(role);

    /// <summary>What somebody was on a day, where exactly one office fits: it had begun for sure and not ended yet.</summary>
    public static string? RoleAt(PublishedActor? actor, string? edtf)
    {
        if (actor is null || Edtf.Parse(edtf) is not { Earliest: { } from, Latest: { } to })
        {
            return actor is { Roles: [{ Since: null, Until: null } only] } ? Role(only) : null;
        }
        var held = actor.Roles.Where(r => (r.Since is null || Edtf.Parse(r.Since)?.Earliest <= from) && (r.Until is null || Edtf.Parse(r.Until)?.Latest >= to)).ToList();
        return held.Count == 1 ? Role(held[0]) : null;
    }

    /// <summary>"Foreign minister, said in a press release, 3 July 2025 (State Office)".</summary>
    public static string? Card(Words words, LiveDossier live, PublishedQuote quote)
    {
        var told = string.Join(words.Text("list.comma"), new[] { RoleAt(live.Actor(quote.Speaker), quote.Edtf), How(words, quote) }.OfType<string>());
        return SourceOf(words, live, quote) is { } source ? $"{told} ({source})" : told.Length > 0 ? told : null;
    }

    /// <summary>What the words were taken from, where that is not whose words they are.</summary>
    public static string? SourceOf(Words words, LiveDossier live, PublishedQuote quote) =>
        live.Source(quote.Source) is { } source && Name(words, source) is var name && name != live.Actor(quote.Speaker)?.Name && name != quote.SpeakerText ? name : null;

    /// <summary>"said in a press release, 3 July 2025".</summary>
    public static string? How(Words words, PublishedQuote quote)
    {
        var how = string.Join(' ', new[] { quote.Cue, quote.Venue }.Where(w => !string.IsNullOrWhiteSpace(w)));
        var date = DateSaid.Tell(quote.Edtf, words);
        return (how.Length, date) switch { (0, null) => null, (0, _) => date, (_, null) => how, _ => how + words.Text("list.comma") + date };
    }

    public static string Unquoted(string text) => text.Trim(Marks) is { Length: > 0 } bare ? bare : text;
}
