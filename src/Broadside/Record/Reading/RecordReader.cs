using Broadside.Record.Reading.Dates;
using Broadside.Record.Reading.Events;
using Broadside.Record.Reading.Names;
using Broadside.Record.Reading.Quotes;

namespace Broadside.Record.Reading;

/// <summary>Reads one text and suggests its record. Pure: the same text and directory give the same findings, and no text makes it throw or wait.</summary>
public static class RecordReader
{
    public static Findings Read(SourceText text, ActorDirectory directory)
    {
        var lines = new List<TextLine>();
        for (var i = 0; i < text.Blocks.Count; i++)
        {
            var next = i + 1 < text.Blocks.Count && QuoteMarks.BeginsWithMark(text.Blocks[i + 1].Text);
            lines.Add(new TextLine(text.Blocks[i], i, next));
        }
        var language = text.Language ?? "en";
        var today = text.Dateline ?? text.Published;
        var scene = new Scene(lines, directory, today);
        var dates = new DateFinder(language).Find(lines, today);
        var quotes = new QuoteFinder(scene).Find();
        return new Findings
        {
            Language = language,
            Names = scene.Names,
            Quotes = quotes,
            Dates = dates,
            Events = new EventFinder(scene, directory, language == "es", today).Find(dates, quotes),
        };
    }
}
