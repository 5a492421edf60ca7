using Broadside.Record.Reading.Dates;
using Broadside.Record.Reading.Events;
using Broadside.Record.Reading.Names;
using Broadside.Record.Reading.Quotes;

namespace Broadside.Record.Reading;

/// <summary>Reads one text and suggests its record. Pure: the same text and directory give the same findings, and no text makes it throw or wait.</summary>
public static class RecordReader
{
    // Ten long articles, and a paragraph of eight pages. What stands behind is no news, and nobody reviews its suggestions.
    private const int MostCharacters = 200_000;
    private const int LongestBlock = 20_000;

    public static Findings Read(SourceText text, ActorDirectory directory)
    {
        var effort = new Effort();
        var all = Cut(text, effort);
        var language = text.Language is "en" or "es" ? text.Language : TextLanguage.Of(all);
        var cut = CutBlocks.Find(all, language);
        var gone = cut.Select(c => c.Block).ToHashSet(StringComparer.Ordinal);
        // A block that is cut keeps its place, so that "the paragraph before" stays what it was.
        var lines = all.Select(l => gone.Contains(l.Block.Id) ? new TextLine(l.Block with { Text = "", Kind = BlockKind.Boilerplate }, l.Number, nextOpensQuote: false, effort) : l).ToList();
        var today = text.Dateline ?? text.Published;
        var scene = new Scene(lines, directory, today);
        var dates = new DateFinder(language).Find(lines, today);
        var quotes = new QuoteFinder(scene).Find();
        var events = new EventFinder(scene, directory, language == "es", today).Find(dates, quotes);
        return new Findings
        {
            Language = language,
            Cut = cut,
            Sentences = [.. lines.SelectMany(l => l.Sentences.Select(s => l.Words(s.First, s.End)))],
            Names = [.. WhosWho.Offer(scene.Names, quotes, events).Select(n => n with { Reason = Confidences.Measured(n.Reason) })],
            Roles = scene.FoundRoles(),
            Quotes = [.. quotes.Select(q => q with { Reason = Confidences.Measured(q.Reason), Speaker = q.Speaker is { } s ? s with { Reason = Confidences.Measured(s.Reason) } : null })],
            Reports = [.. new ReportFinder(scene).Find().Select(r => r with { Reason = Confidences.Measured(r.Reason) })],
            Dates = [.. dates.Select(d => d with { Reason = Confidences.Measured(d.Reason) })],
            Events = [.. events.Select(e => e with { Reason = Confidences.Measured(e.Reason) })],
            Effort = effort,
        };
    }

    private static List<TextLine> Cut(SourceText text, Effort effort)
    {
        var lines = new List<TextLine>();
        var left = MostCharacters;
        for (var i = 0; i < text.Blocks.Count && left > 0; i++)
        {
            var block = text.Blocks[i];
            var most = Math.Min(left, LongestBlock);
            block = block.Text.Length > most ? block with { Text = block.Text[..most] } : block;
            left -= block.Text.Length + 1;
            var next = i + 1 < text.Blocks.Count && QuoteMarks.BeginsWithMark(text.Blocks[i + 1].Text);
            lines.Add(new TextLine(block, i, next, effort));
        }
        return lines;
    }
}
