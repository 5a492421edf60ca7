using System.Text.Json;
using Broadside.Record.Claims;
using Broadside.Themes;

namespace Broadside.Record.Dossiers;

/// <summary>What to tell readers of a change in claims that they have had: one line for each, in the dossier's language (English or Spanish). What is only added is no correction.</summary>
public static class DossierLog
{
    /// <param name="before">As signed last; what it has of a log is kept.</param>
    /// <param name="after">As it is to be signed.</param>
    /// <param name="at">Seconds since 1970.</param>
    /// <param name="vocabulary">For how dates are said.</param>
    /// <param name="isGone">Whether what is missing is missing because no article says it any longer; else an editor took it out.</param>
    public static IReadOnlyList<LogLine> Between(PublishedDossier before, PublishedDossier after, long at, Vocabulary vocabulary, bool isGone)
    {
        var es = after.Language.StartsWith("es", StringComparison.OrdinalIgnoreCase);
        var words = vocabulary.For(es ? "es" : "en");
        var lines = new List<LogLine>();
        void Say(string claim, string english, string spanish) => lines.Add(new LogLine(at, es ? spanish : english, claim));

        foreach (var old in before.Events)
        {
            if (after.Events.FirstOrDefault(e => e.Id == old.Id) is { } now)
            {
                Event(old, now, before, after, words, Say);
            }
            else
            {
                Gone(old.Id, old.Label);
            }
        }
        foreach (var old in before.Quotes)
        {
            if (after.Quotes.FirstOrDefault(q => q.Id == old.Id) is { } now)
            {
                Quote(old, now, before, after, words, Say);
            }
            else
            {
                Gone(old.Id, Short(old.Text));
            }
        }
        foreach (var old in before.Sources)
        {
            if (after.Sources.FirstOrDefault(s => s.Id == old.Id) is { } now)
            {
                Source(old, now, words, Say);
            }
            else
            {
                Gone(old.Id, old.Title);
            }
        }
        foreach (var old in before.Actors)
        {
            Roles(old, after, words, Say, Gone);
        }
        return lines;

        void Gone(string claim, string what)
        {
            if (isGone)
            {
                Say(claim, $"“{what}” was taken out: no article of this dossier says it any longer.", $"Se retiró «{what}»: ningún artículo de este dosier lo dice ya.");
            }
            else
            {
                Say(claim, $"“{what}” was taken out by the editors.", $"La redacción retiró «{what}».");
            }
        }
    }

    private static void Event(PublishedEvent old, PublishedEvent now, PublishedDossier before, PublishedDossier after, Words words, Action<string, string, string> say)
    {
        if (old.Edtf != now.Edtf || old.Basis != now.Basis || (old.Relative != now.Relative && Date(old, before, words, false) != Date(now, after, words, false)))
        {
            say(old.Id, $"The date of “{now.Label}” was changed from {Date(old, before, words, false)} to {Date(now, after, words, false)}.", $"La fecha de «{now.Label}» se cambió de {Date(old, before, words, true)} a {Date(now, after, words, true)}.");
        }
        if (old.Label != now.Label)
        {
            say(old.Id, $"“{old.Label}” now reads “{now.Label}”.", $"«{old.Label}» dice ahora «{now.Label}».");
        }
        if (old.Factuality != now.Factuality)
        {
            say(old.Id, $"“{now.Label}” is now told as {Word(now.Factuality, false)}, no longer as {Word(old.Factuality, false)}.", $"«{now.Label}» figura ahora como {Word(now.Factuality, true)} y ya no como {Word(old.Factuality, true)}.");
        }
        if (!old.Actors.ToHashSet().SetEquals(now.Actors) || !old.Recipients.ToHashSet().SetEquals(now.Recipients) || old.AllegedBy != now.AllegedBy)
        {
            say(old.Id, $"Who took part in “{now.Label}” was changed.", $"Se cambió quién participó en «{now.Label}».");
        }
        if (after.HasLine && (old.Score != now.Score || old.PloverType != now.PloverType))
        {
            say(old.Id, $"How “{now.Label}” counts in the line was changed.", $"Se cambió cómo cuenta «{now.Label}» en la línea.");
        }
        if (old.Place != now.Place)
        {
            say(old.Id, $"The place of “{now.Label}” was changed from {old.Place ?? "none"} to {now.Place ?? "none"}.", $"El lugar de «{now.Label}» se cambió de {old.Place ?? "ninguno"} a {now.Place ?? "ninguno"}.");
        }
        if (old.Source != now.Source)
        {
            Changed(old.Id, $"The source of “{now.Label}”", $"La fuente de «{now.Label}»", Name(before, old.Source, words), Name(after, now.Source, words), say);
        }
    }

    private static void Quote(PublishedQuote old, PublishedQuote now, PublishedDossier before, PublishedDossier after, Words words, Action<string, string, string> say)
    {
        var text = Short(old.Text);
        if ((old.Speaker ?? old.SpeakerText) != (now.Speaker ?? now.SpeakerText))
        {
            say(old.Id, $"Who said “{text}” was changed from {Speaker(before, old)} to {Speaker(after, now)}.", $"Se cambió quién dijo «{text}»: de {Speaker(before, old)} a {Speaker(after, now)}.");
        }
        if (old.Text != now.Text)
        {
            say(old.Id, $"The words “{text}” were changed to “{Short(now.Text)}”.", $"Las palabras «{text}» se cambiaron por «{Short(now.Text)}».");
        }
        if (old.IsDirect != now.IsDirect)
        {
            say(old.Id, now.IsDirect ? $"“{text}” is now told as somebody’s own words." : $"“{text}” is now told in the article’s own words.", now.IsDirect ? $"«{text}» figura ahora como palabras textuales." : $"«{text}» figura ahora con palabras del artículo.");
        }
        Changed(old.Id, $"When “{text}” was said", $"Cuándo se dijo «{text}»", DateSaid.Tell(old.Edtf, words), DateSaid.Tell(now.Edtf, words), say);
        Changed(old.Id, $"How “{text}” was said", $"Cómo se dijo «{text}»", How(old, words), How(now, words), say);
        if (old.Source != now.Source)
        {
            Changed(old.Id, $"The source of “{text}”", $"La fuente de «{text}»", Name(before, old.Source, words), Name(after, now.Source, words), say);
        }
    }

    // Whoever is not named any longer is not named here either.
    private static void Source(PublishedSource old, PublishedSource now, Words words, Action<string, string, string> say)
    {
        if (old.IsAnonymous != now.IsAnonymous)
        {
            say(old.Id, now.IsAnonymous ? "A source is no longer named." : $"A source that had no name is named now: “{now.Title}”.", now.IsAnonymous ? "Una fuente ya no se nombra." : $"Una fuente que no tenía nombre se nombra ahora: «{now.Title}».");
            return;
        }
        var title = now.IsAnonymous ? Unnamed(words) : Quoted(now.Title, words);
        Changed(old.Id, $"The kind of {title}", $"La clase de {title}", Kind(old, words), Kind(now, words), say);
        Changed(old.Id, $"The date of {title}", $"La fecha de {title}", DateSaid.Tell(old.Date, words), DateSaid.Tell(now.Date, words), say);
        if (now.IsAnonymous)
        {
            Changed(old.Id, $"The reason for {title}", $"La razón de {title}", old.WhyAnonymous is { } was ? Quoted(was, words) : null, now.WhyAnonymous is { } why ? Quoted(why, words) : null, say);
            return;
        }
        if (old.Title != now.Title)
        {
            say(old.Id, $"“{old.Title}” now reads “{now.Title}”.", $"«{old.Title}» dice ahora «{now.Title}».");
        }
        Changed(old.Id, $"The publisher of {title}", $"Quién publica {title}", old.Publisher, now.Publisher, say);
        Changed(old.Id, $"The address of {title}", $"La dirección de {title}", old.Url, now.Url, say);
        if (old.Media is not null && old.Media != now.Media)
        {
            say(old.Id, $"The archived copy of {title} was changed.", $"Se cambió la copia archivada de {title}.");
        }
    }

    // A role has no id of its own here: the same words of an article, or the same title, tell the same role. An entry that was brought into another has its roles there.
    private static void Roles(PublishedActor old, PublishedDossier after, Words words, Action<string, string, string> say, Action<string, string> gone)
    {
        var now = after.Actors.FirstOrDefault(a => a.Id == old.Id) ?? after.Actors.FirstOrDefault(a => a.Roles.Any(r => old.Roles.Any(o => IsSaidWhere(o, r))));
        var fresh = now is null ? [] : now.Roles.Where(r => !old.Roles.Any(o => IsSame(o, r))).ToList();
        foreach (var role in old.Roles.Where(o => now is null || !now.Roles.Any(r => IsSame(o, r))))
        {
            if ((fresh.Find(r => IsSaidWhere(role, r)) ?? fresh.Find(r => r.Title == role.Title)) is { } changed)
            {
                fresh.Remove(changed);
                say(old.Id, $"A role of {old.Name} was changed from “{Role(role, words)}” to “{Role(changed, words)}”.", $"Un cargo de {old.Name} se cambió de «{Role(role, words)}» a «{Role(changed, words)}».");
            }
            else
            {
                gone(old.Id, $"{old.Name}: {Role(role, words)}");
            }
        }
    }

    private static void Changed(string claim, string english, string spanish, string? old, string? now, Action<string, string, string> say)
    {
        if (old != now)
        {
            say(claim, $"{english} was changed from {old ?? NotStated(false)} to {now ?? NotStated(false)}.", $"{spanish} se cambió de {old ?? NotStated(true)} a {now ?? NotStated(true)}.");
        }
    }

    private static bool IsSame(PublishedRole a, PublishedRole b) => (a.Title, a.Org, a.Since, a.Until) == (b.Title, b.Org, b.Since, b.Until);

    private static bool IsSaidWhere(PublishedRole a, PublishedRole b) => a.Anchors.Any(x => b.Anchors.Any(y => x.Article == y.Article && x.Exact == y.Exact));

    private static string Date(PublishedEvent e, PublishedDossier dossier, Words words, bool isSpanish)
    {
        var other = e.Relative is { } relative && dossier.Events.FirstOrDefault(o => o.Id == relative.Event) is { } told ? Beside(relative.Op, told.Label, isSpanish) : null;
        return string.Join(", ", new[] { DateSaid.Tell(e.Edtf, words), other }.OfType<string>()) is { Length: > 0 } date ? date : NotStated(isSpanish);
    }

    private static string Beside(RelativeOp op, string label, bool isSpanish) => (op, isSpanish) switch
    {
        (RelativeOp.Before, true) => $"antes de «{label}»",
        (_, true) => $"después de «{label}»",
        (RelativeOp.Before, _) => $"before “{label}”",
        _ => $"after “{label}”",
    };

    private static string Word(Factuality factuality, bool isSpanish) => (factuality, isSpanish) switch
    {
        (Factuality.Reported, true) => "un hecho informado",
        (Factuality.Alleged, true) => "una acusación",
        (Factuality.Denied, true) => "algo desmentido",
        (Factuality.Corrected, true) => "algo corregido",
        (Factuality.Reported, _) => "reported",
        (Factuality.Alleged, _) => "alleged",
        (Factuality.Denied, _) => "denied",
        _ => "corrected",
    };

    private static string NotStated(bool isSpanish) => isSpanish ? "no se dice" : "not stated";

    private static string Speaker(PublishedDossier dossier, PublishedQuote quote) => dossier.Actors.FirstOrDefault(a => a.Id == quote.Speaker)?.Name ?? quote.SpeakerText;

    private static string? How(PublishedQuote quote, Words words) => string.Join(' ', new[] { quote.Cue, quote.Venue }.OfType<string>()) is { Length: > 0 } how ? Quoted(how, words) : null;

    private static string? Name(PublishedDossier dossier, string? source, Words words) =>
        dossier.Sources.FirstOrDefault(s => s.Id == source) is { } found ? found.IsAnonymous ? Unnamed(words) : Quoted(found.Title, words) : null;

    private static string Quoted(string text, Words words) => words.Language == "es" ? $"«{text}»" : $"“{text}”";

    private static string Unnamed(Words words) => words.Text("dossier.sources.unnamed");

    private static string Kind(PublishedSource source, Words words) => words.Text("dossier.kind." + JsonNamingPolicy.SnakeCaseLower.ConvertName(source.Kind.ToString()));

    private static string Role(PublishedRole role, Words words)
    {
        var title = role.Org is { Length: > 0 } org ? $"{role.Title}, {org}" : role.Title;
        return DateSaid.Stretch(role.Since, role.Until, words) is { } dates ? $"{title} ({dates})" : title;
    }

    private static string Short(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[58]) ? 58 : 59), "…");
}
