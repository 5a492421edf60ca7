using Broadside.Record.Reading.Dates;
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
        var names = new NameFinder(directory).Find(lines);
        return new Findings { Language = language, Names = names, Dates = new DateFinder(language).Find(lines, text.Dateline ?? text.Published) };
    }
}
