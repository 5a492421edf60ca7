using Broadside.Articles.Body;

namespace Broadside.Articles.Markup;

/// <summary>Nests a flat list of items by their levels; a level that is skipped counts as one step.</summary>
internal static class ListHtml
{
    public static void Write(BodyWriter writer, ListBlock list)
    {
        if (list.Items.Count == 0)
        {
            return;
        }
        var open = new Stack<(int Level, bool Ordered)>();
        foreach (var item in list.Items)
        {
            var level = Math.Clamp(item.Level, 0, 3);
            while (open.Count > 1 && open.Peek().Level > level && open.ElementAt(1).Level >= level)
            {
                Close(writer, open);
            }
            var ordered = item.Ordered ?? list.Ordered;
            if (open.Count == 0)
            {
                Start(writer, list, list.Ordered);
                open.Push((level, list.Ordered));
            }
            else if (level > open.Peek().Level)
            {
                writer.Raw(ordered ? "<ol>" : "<ul>");
                open.Push((level, ordered));
            }
            else
            {
                writer.Raw("</li>");
            }
            writer.Raw("<li>");
            InlineHtml.Write(writer, item.Text, item.Marks);
        }
        while (open.Count > 0)
        {
            Close(writer, open);
        }
        writer.Raw("\n");
    }

    private static void Close(BodyWriter writer, Stack<(int Level, bool Ordered)> open) =>
        writer.Raw("</li>").Raw(open.Pop().Ordered ? "</ol>" : "</ul>");

    private static void Start(BodyWriter writer, ListBlock list, bool ordered)
    {
        writer.Open(ordered ? "ol" : "ul", list);
        if (ordered && list.Start is { } start and not 1)
        {
            writer.To.Length--;
            writer.Raw(" start=\"").Raw(start).Raw("\">");
        }
    }
}
