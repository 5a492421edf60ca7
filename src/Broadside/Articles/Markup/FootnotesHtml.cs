using Broadside.Articles.Body;

namespace Broadside.Articles.Markup;

/// <summary>The notes after the text, each with a way back to every place that mentions it.</summary>
internal static class FootnotesHtml
{
    public static string ReferenceId(string note, int use) => use == 1 ? $"r-{note}" : $"r-{note}-{use}";

    public static void Write(BodyWriter writer, Footnotes notes)
    {
        if (notes.Notes.Count == 0)
        {
            return;
        }
        if (writer.Style.IsFeed)
        {
            writer.Raw("<hr><ol>");
        }
        else
        {
            writer.Raw("<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"").Raw(writer.Word("body.notes")).Raw("\">").Open("ol", notes);
        }
        foreach (var note in notes.Notes)
        {
            WriteNote(writer, note);
        }
        writer.Raw(writer.Style.IsFeed ? "</ol>\n" : "</ol></section>\n");
    }

    private static void WriteNote(BodyWriter writer, Footnote note)
    {
        if (writer.Style.IsFeed)
        {
            writer.Raw("<li>");
            InlineHtml.Write(writer, note.Text, note.Marks);
            writer.Raw("</li>");
            return;
        }
        writer.Raw("<li id=\"n-").Text(note.Id).Raw("\">");
        InlineHtml.Write(writer, note.Text, note.Marks);
        for (var use = 1; use <= writer.UsesOf(note.Id); use++)
        {
            writer.Raw(" <a href=\"#").Text(ReferenceId(note.Id, use)).Raw("\" role=\"doc-backlink\" aria-label=\"").Raw(writer.Word("body.back")).Raw("\">↩</a>");
        }
        writer.Raw("</li>");
    }
}
