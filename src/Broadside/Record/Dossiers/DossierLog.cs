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
                Event(old, now, after, words, Say);
            }
            else
            {
                Gone(old.Id, old.Label);
            }
        }
        foreach (var old in before.Quotes)
        {
            if (after.Quotes.FirstOrDefault(q => q.Id == old.Id) is not { } now)
            {
                Gone(old.Id, Short(old.Text));
                continue;
            }
            if ((old.Speaker ?? old.SpeakerText) != (now.Speaker ?? now.SpeakerText))
            {
                Say(old.Id, $"Who said “{Short(old.Text)}” was changed from {Speaker(before, old)} to {Speaker(after, now)}.", $"Se cambió quién dijo «{Short(old.Text)}»: de {Speaker(before, old)} a {Speaker(after, now)}.");
            }
            if (old.Text != now.Text)
            {
                Say(old.Id, $"The words “{Short(old.Text)}” were changed to “{Short(now.Text)}”.", $"Las palabras «{Short(old.Text)}» se cambiaron por «{Short(now.Text)}».");
            }
        }
        foreach (var old in before.Sources.Where(s => after.Sources.All(n => n.Id != s.Id)))
        {
            Gone(old.Id, old.Title);
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

    private static void Event(PublishedEvent old, PublishedEvent now, PublishedDossier after, Words words, Action<string, string, string> say)
    {
        if (old.Edtf != now.Edtf || old.Basis != now.Basis)
        {
            say(old.Id, $"The date of “{now.Label}” was changed from {Date(old, "not stated", words)} to {Date(now, "not stated", words)}.", $"La fecha de «{now.Label}» se cambió de {Date(old, "no se dice", words)} a {Date(now, "no se dice", words)}.");
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
    }

    private static string Date(PublishedEvent e, string none, Words words) => DateSaid.Tell(e.Edtf, words) ?? none;

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

    private static string Speaker(PublishedDossier dossier, PublishedQuote quote) => dossier.Actors.FirstOrDefault(a => a.Id == quote.Speaker)?.Name ?? quote.SpeakerText;

    private static string Short(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[58]) ? 58 : 59), "…");
}
