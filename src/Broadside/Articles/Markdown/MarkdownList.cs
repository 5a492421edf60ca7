using System.Text;
using Broadside.Articles.Body;

namespace Broadside.Articles.Markdown;

/// <summary>Writes a list with its levels. A second list right after another gets other signs, or the two would be one.</summary>
internal static class MarkdownList
{
    public static string Write(ListBlock list, bool isSecond, Func<Inline, string> text)
    {
        var to = new StringBuilder();
        var open = new Stack<Level>();
        foreach (var item in list.Items.Where(i => !string.IsNullOrWhiteSpace(i.Text)))
        {
            var depth = Math.Clamp(item.Level, 0, open.Count);
            var isOrdered = depth == 0 ? list.Ordered : item.Ordered ?? list.Ordered;
            while (open.Count > depth + 1)
            {
                open.Pop();
            }
            if (open.Count == depth + 1 && open.Peek().IsOrdered != isOrdered)
            {
                // The same level, numbered otherwise: a list of its own.
                open.Pop();
            }
            if (open.Count == depth)
            {
                open.Push(new Level(isOrdered, depth == 0 && isOrdered ? list.Start ?? 1 : 1, depth == 0 ? 0 : open.Peek().TextAt));
            }
            var level = open.Pop();
            var sign = isOrdered ? $"{level.Number}{(isSecond ? ')' : '.')}" : isSecond ? "*" : "-";
            open.Push(level with { Number = level.Number + 1, TextAt = level.Indent + sign.Length + 1 });
            var lines = text(new Inline(item.Text, item.Marks)).Split('\n');
            to.Append(' ', level.Indent).Append(sign).Append(' ').Append(lines[0]).Append('\n');
            foreach (var line in lines.Skip(1))
            {
                to.Append(' ', level.Indent + sign.Length + 1).Append(line).Append('\n');
            }
        }
        return to.ToString();
    }

    private sealed record Level(bool IsOrdered, int Number, int Indent)
    {
        /// <summary>Where the text of the last item begins; nested items stand there.</summary>
        public int TextAt { get; init; }
    }
}
