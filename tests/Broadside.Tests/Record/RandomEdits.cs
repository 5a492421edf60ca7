using Broadside.Record.Anchoring;

namespace Broadside.Tests.Record;

/// <summary>
/// Articles of random words, with anchors, edited at random. Every letter has a number that it keeps, so that where the
/// words of an anchor really are is known whatever was done to them; the letters of a paragraph that stands twice have one number.
/// </summary>
internal sealed class RandomEdits(Random random)
{
    private static readonly string[] Words = "the minister said that a government would not accept what president had told reporters on in talks about border trade letter embassy recalled ambassador after week of sharp words between two countries while officials warned further steps river port council vote money people city north south new old long short power water road school".Split(' ');
    private static readonly string[] Names = "Alva Brenn Corda Dorn Elvar Foss Galen Harrow Iskan Jorun".Split(' ');

    private int next;

    private readonly record struct Letter(char Sign, int Number);

    private sealed record Block(string Id, List<Letter> Letters)
    {
        public string Text => new([.. Letters.Select(l => l.Sign)]);
    }

    private sealed record Marked(Anchor Anchor, List<int> Numbers, bool IsQuote);

    public sealed record Tally
    {
        public int Edits { get; set; }

        /// <summary>Anchors whose words are still there, or so nearly that a person would know them.</summary>
        public int Survivors { get; set; }

        /// <summary>Of these, found in the right place: live, or shown to a person.</summary>
        public int Right { get; set; }

        /// <summary>Anchors whose words are there to the letter.</summary>
        public int Verbatim { get; set; }

        /// <summary>Of these, found without a person.</summary>
        public int Live { get; set; }

        /// <summary>Shown to readers in a wrong place: never.</summary>
        public List<string> Wrong { get; } = [];

        public override string ToString() => $"{Edits} edits, {Survivors} survivors, {Right} right, {Verbatim} verbatim, {Live} live, {Wrong.Count} wrong";
    }

    public Tally Run(int articles)
    {
        var tally = new Tally();
        for (var i = 0; i < articles; i++)
        {
            var blocks = Write();
            var marked = Enumerable.Range(0, 12).Select(_ => Mark(blocks)).OfType<Marked>().ToList();
            for (var edit = random.Next(1, 7); edit > 0 && blocks.Count > 0; edit--, tally.Edits++)
            {
                Edit(blocks);
            }
            blocks.RemoveAll(b => b.Letters.Count == 0);
            foreach (var one in marked)
            {
                Judge(one, blocks, tally);
            }
        }
        return tally;
    }

    /// <summary>Changes that make one text of the other.</summary>
    public static int Distance(string a, string b) => Row(a, b, isFree: false)[^1];

    /// <summary>The same, for the stretch of the text that is most like the pattern.</summary>
    public static int LeastErrors(string pattern, string text) => Row(pattern, text, isFree: true).Min();

    private static int[] Row(string a, string b, bool isFree)
    {
        var row = Enumerable.Range(0, b.Length + 1).Select(j => isFree ? 0 : j).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1));
                corner = above;
            }
        }
        return row;
    }

    private List<Block> Write()
    {
        next = 0;
        var blocks = Enumerable.Range(0, random.Next(6, 14)).Select(i => new Block($"b{i}", Letters(string.Join(' ', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Sentence()))))).ToList();
        if (random.Next(4) == 0)
        {
            blocks.Insert(random.Next(blocks.Count), new Block("twice", [.. blocks[random.Next(blocks.Count)].Letters]));
        }
        return blocks;
    }

    private string Sentence()
    {
        var words = Enumerable.Range(0, random.Next(6, 18)).Select(_ => random.Next(8) == 0 ? Names[random.Next(Names.Length)] : random.Next(14) == 0 ? $"{random.Next(1, 29)} May" : Words[random.Next(Words.Length)]);
        var text = string.Join(' ', words);
        return char.ToUpperInvariant(text[0]) + text[1..] + ".";
    }

    private List<Letter> Letters(string text) => [.. text.Select(c => new Letter(c, next++))];

    private Marked? Mark(List<Block> blocks)
    {
        var block = blocks[random.Next(blocks.Count)];
        var text = block.Text;
        var starts = Enumerable.Range(0, text.Length).Where(i => i == 0 || text[i - 1] == ' ').ToList();
        var first = random.Next(starts.Count);
        var count = random.Next(4) switch { 0 => 1, 1 => random.Next(2, 4), 2 => random.Next(4, 10), _ => random.Next(8, 30) };
        var (start, end) = (starts[first], first + count < starts.Count ? starts[first + count] - 1 : text.Length);
        return Anchor.At("a", new BlockText(block.Id, text), start, end) is { } anchor ? new Marked(anchor, [.. block.Letters[start..end].Select(l => l.Number)], random.Next(3) == 0) : null;
    }

    private void Edit(List<Block> blocks)
    {
        var index = random.Next(blocks.Count);
        var block = blocks[index];
        var text = block.Text;
        var stop = text.Length == 0 ? -1 : text.IndexOf(". ", random.Next(text.Length), StringComparison.Ordinal);
        switch (random.Next(9))
        {
            case 0 or 1:
                Mistype(block.Letters);
                break;
            case 2 when stop > 0:
                blocks.Insert(index + 1, new Block($"n{next++}", block.Letters[(stop + 2)..]));
                block.Letters.RemoveRange(stop + 1, block.Letters.Count - stop - 1);
                break;
            case 3 when index + 1 < blocks.Count:
                block.Letters.AddRange([new Letter(' ', next++), .. blocks[index + 1].Letters]);
                blocks.RemoveAt(index + 1);
                break;
            case 4:
                blocks.RemoveAt(index);
                blocks.Insert(random.Next(blocks.Count + 1), block);
                break;
            case 5:
                blocks.RemoveAt(index);
                break;
            case 6:
                blocks[index] = block with { Id = $"r{next++}" };
                break;
            case 7 when stop > 0 && random.Next(2) == 0:
                block.Letters.RemoveRange(0, stop + 2);
                break;
            case 7:
                block.Letters.InsertRange(0, Letters(Sentence() + " "));
                break;
            case 8 when stop > 0:
                blocks[index] = block with { Letters = [.. block.Letters[(stop + 2)..], new Letter(' ', next++), .. block.Letters[..(stop + 1)]] };
                break;
            default:
                break;
        }
    }

    private void Mistype(List<Letter> letters)
    {
        for (var count = random.Next(1, 4); count > 0 && letters.Count > 3; count--)
        {
            var (at, sign) = (random.Next(letters.Count), (char)('a' + random.Next(26)));
            switch (random.Next(3))
            {
                case 0:
                    letters[at] = letters[at] with { Sign = sign };
                    break;
                case 1:
                    letters.RemoveAt(at);
                    break;
                default:
                    letters.Insert(at, new Letter(sign, next++));
                    break;
            }
        }
    }

    private static void Judge(Marked marked, List<Block> blocks, Tally tally)
    {
        var anchor = marked.Anchor;
        var mine = marked.Numbers.ToHashSet();
        var (there, isVerbatim) = Truth(marked, mine, blocks);
        var found = FindAnchor.In(anchor, [.. blocks.Select(b => new BlockText(b.Id, b.Text))], marked.IsQuote);
        var letters = blocks.FirstOrDefault(b => b.Id == found.Block)?.Letters[found.Start..found.End] ?? [];
        var share = letters.Count(l => mine.Contains(l.Number)) / (double)mine.Count;
        if (found.IsLive && share < 0.9)
        {
            tally.Wrong.Add($"{found.State} {anchor.Prefix}|{anchor.Exact}|{anchor.Suffix} in {blocks.First(b => b.Id == found.Block).Text}");
        }
        if (there)
        {
            tally.Survivors++;
            tally.Right += share >= 0.75 ? 1 : 0;
        }
        if (isVerbatim)
        {
            tally.Verbatim++;
            tally.Live += found.IsLive ? 1 : 0;
        }
    }

    // Whether the words are in one block still, to the letter or with a fifth of them changed at most.
    private static (bool IsThere, bool IsVerbatim) Truth(Marked marked, HashSet<int> mine, List<Block> blocks)
    {
        var (there, verbatim) = (false, false);
        foreach (var block in blocks)
        {
            var places = Enumerable.Range(0, block.Letters.Count).Where(i => mine.Contains(block.Letters[i].Number)).ToList();
            if (places.Count == 0)
            {
                continue;
            }
            var (text, exact) = (block.Text[places[0]..(places[^1] + 1)], marked.Anchor.Exact);
            verbatim |= text == exact;
            there |= text == exact || (!marked.IsQuote && exact.Length >= 5 && text.Length <= (exact.Length * 1.2) + 1 && Distance(text, exact) <= exact.Length / 5);
        }
        return (there, verbatim);
    }
}
