using Broadside.Record.Reading.Quotes;

namespace Broadside.Record.Reading;

/// <summary>One block, cut into tokens, quote spans and sentences: what every later rule walks over.</summary>
internal sealed class TextLine
{
    private readonly bool[] quoted;
    private readonly Effort effort;

    public TextLine(SourceBlock block, int number, bool nextOpensQuote, Effort? effort = null)
    {
        this.effort = effort ?? new Effort();
        Block = block;
        Number = number;
        Tokens = Tokenizer.Cut(block.Text);
        Quotes = QuoteMarks.Find(block.Text, nextOpensQuote, this.effort);
        quoted = MarkQuoted();
        Sentences = SentenceCutter.Cut(this);
    }

    public SourceBlock Block { get; }

    public int Number { get; }

    public string Text => Block.Text;

    public Token[] Tokens { get; }

    public IReadOnlyList<QuoteSpan> Quotes { get; }

    /// <summary>First and after-last token of each sentence.</summary>
    public IReadOnlyList<(int First, int End)> Sentences { get; }

    public Passage Passage(int start, int end) => new(Block.Id, start, end, Text[start..end]);

    public Passage Words(int first, int end) => Passage(Tokens[first].Start, Tokens[end - 1].End);

    /// <summary>The low form of a token, "" beyond both ends.</summary>
    public string Low(int at) => Holds(at) ? Tokens[at].Low : "";

    public bool Is(int at, char mark) => Holds(at) && Tokens[at].Is(mark);

    public bool IsCapital(int at) => Holds(at) && Tokens[at].IsCapital;

    public bool IsQuoted(int at) => Holds(at) && quoted[at];

    public void Look(int times) => effort.Look(times);

    public int SentenceOf(int token)
    {
        var (low, high) = (0, Sentences.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Sentences[middle].First <= token ? (middle, high) : (low, middle - 1);
        }
        return low;
    }

    /// <summary>The first token that begins at or after a position.</summary>
    public int TokenAt(int position)
    {
        var (low, high) = (0, Tokens.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Tokens[middle].Start < position ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private bool Holds(int at)
    {
        effort.Look();
        return (uint)at < (uint)Tokens.Length;
    }

    private bool[] MarkQuoted()
    {
        var marks = new bool[Tokens.Length];
        foreach (var quote in Quotes)
        {
            for (var i = TokenAt(quote.Start); i < marks.Length && Tokens[i].Start < quote.End; i++)
            {
                marks[i] = true;
            }
        }
        return marks;
    }
}
