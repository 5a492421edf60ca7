using Broadside.Articles.Body;

namespace Broadside.Site.Dossiers;

/// <summary>Puts links to cards into the texts of an article, clear of the links and notes that are there.</summary>
internal sealed class RecordMarks(IReadOnlyList<Block> blocks)
{
    private readonly Dictionary<int, List<Mark>> put = [];

    /// <returns>The place in the text; null where that stretch cannot carry a link.</returns>
    public (int Block, int At)? Put(string block, int from, int to, string card)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Id == block && IsText(blocks[i]) is { } text && to <= text.Text.Length && IsFree(i, text, from, to))
            {
                return Add(i, from, to, card);
            }
        }
        return null;
    }

    /// <summary>At the first place where one of the names stands as words of its own.</summary>
    public ((int Block, int At) Place, string Id)? PutFirst(IEnumerable<string> names, string card)
    {
        var all = names.Where(n => n.Length > 1).ToList();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is Paragraph or Quote && IsText(blocks[i]) is { } text && all.SelectMany(n => Places(text.Text, n)).Where(p => IsFree(i, text, p.From, p.To)).OrderBy(p => p.From).ThenByDescending(p => p.To).FirstOrDefault() is { To: > 0 } place)
            {
                return (Add(i, place.From, place.To, card), blocks[i].Id);
            }
        }
        return null;
    }

    /// <summary>The blocks with all that was put.</summary>
    public IReadOnlyList<Block> Marked() => [.. blocks.Select((b, i) => put.TryGetValue(i, out var marks) && b is TextBlock text
        ? text with { Marks = [.. (text.Marks ?? []).Concat(marks).OrderBy(m => m.From).ThenByDescending(m => m.To)] }
        : b)];

    private static TextBlock? IsText(Block block) => block is Paragraph or Quote ? (TextBlock)block : null;

    private static IEnumerable<(int From, int To)> Places(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                yield return (at, end);
            }
        }
    }

    private bool IsFree(int block, TextBlock text, int from, int to) =>
        !(text.Marks ?? []).Where(m => m.Kind is MarkKind.Link or MarkKind.Note).Concat(put.GetValueOrDefault(block) ?? []).Any(m => m.From < to && m.To > from);

    private (int Block, int At) Add(int block, int from, int to, string card)
    {
        (put.TryGetValue(block, out var marks) ? marks : put[block] = []).Add(new Mark(from, to, MarkKind.Link, "#" + card));
        return (block, from);
    }
}
