using System.Collections.Frozen;
using Broadside.Record.Reading.Names;

namespace Broadside.Record.Reading.Quotes;

/// <summary>Finds what is told of somebody's words without their wording: "X said that …", "X dijo que …". Never a quote: the words are the writer's.</summary>
internal sealed class ReportFinder(Scene scene)
{
    private const int Gap = 5;

    private static readonly FrozenSet<string> Verbs = WordList.Set(
        """
        said says say stated states announced announces declared declares told tells added adds claimed claims argued argues explained explains insisted insists warned warns confirmed confirms denied denies acknowledged acknowledges admitted admits
        asserted asserts maintained maintains reported noted notes revealed suggested emphasized emphasised stressed alleged alleges promised replied
        dijo dijeron dice dicen afirmo afirmaron afirma aseguro aseguraron asegura anuncio anunciaron anuncia declaro declararon declara senalo senalaron senala explico explicaron explica sostuvo sostiene advirtio advierte confirmo confirmaron confirma reconocio reconoce admitio anadio agrego indico indica manifesto
        """);

    private static readonly FrozenSet<string> Not = WordList.Set("not n't never no would could might may should if to didn't who which that que quien nunca jamas podria");

    private static readonly FrozenSet<string> Between = WordList.Set("on in at to yesterday today last this late early again also monday tuesday wednesday thursday friday saturday sunday en a al el la este esta ayer hoy tambien");

    private readonly Subjects subjects = new(scene);

    public IReadOnlyList<FoundReport> Find()
    {
        var found = new List<FoundReport>();
        foreach (var line in scene.Lines.Where(l => l.Block.Kind is BlockKind.Body or BlockKind.Caption))
        {
            foreach (var (first, end) in line.Sentences)
            {
                // One in a sentence: "… and that …" goes on with the first.
                if (Enumerable.Range(first, end - first).Select(at => At(line, at, first, end)).FirstOrDefault(r => r is not null) is { } report)
                {
                    found.Add(report);
                }
            }
        }
        return found;
    }

    private FoundReport? At(TextLine line, int at, int first, int end)
    {
        if (!Verbs.Contains(line.Low(at)) || line.IsQuoted(at) || line.IsCapital(at) || Not.Contains(line.Low(at - 1)) || Not.Contains(line.Low(at - 2)))
        {
            return null;
        }
        var that = at + 1;
        // "told Reuters that", "said on Friday that"; not "announced the places that".
        if (line.Low(that) is not ("that" or "que") && !Between.Contains(line.Low(that)) && line.Low(at) is not ("told" or "tells"))
        {
            return null;
        }
        while (that < Math.Min(end, at + Gap) && line.Low(that) is not ("that" or "que") && line.Tokens[that].Kind != TokenKind.Mark && !line.IsQuoted(that))
        {
            that++;
        }
        if (that + 3 >= end || line.Low(that) is not ("that" or "que"))
        {
            return null;
        }
        var stop = end;
        while (stop > that + 1 && line.Tokens[stop - 1].Kind == TokenKind.Mark)
        {
            stop--;
        }
        // Words in quotation marks inside are a quote, and suggested as one.
        if (stop - that < 3 || Enumerable.Range(that, stop - that).Any(line.IsQuoted))
        {
            return null;
        }
        var reason = new Reason("report.that", $"\"{line.Low(at)} {line.Low(that)}\": told in the writer's words", 0.85);
        return subjects.Before(line, at, ClauseFirst(line, at, first), reason) is { } speaker
            ? new FoundReport(line.Words(that + 1, stop), speaker, line.Tokens[at].Text, VenueReader.Read(line, at, first, that), reason)
            : null;
    }

    private static int ClauseFirst(TextLine line, int at, int first)
    {
        for (var i = at - 1; i > first; i--)
        {
            if (line.IsQuoted(i) || line.Is(i, ';') || line.Is(i, ':') || (line.Is(i, ',') && line.Low(i + 1) is "and" or "but" or "while" or "y" or "pero"))
            {
                return i + 1;
            }
        }
        return first;
    }
}
