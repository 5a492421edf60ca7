using Broadside.Articles.Body;
using Broadside.Articles.Body.Reading;
using CsCheck;

namespace Broadside.Tests.Articles;

/// <summary>Bodies of every kind of block, in the form in which readers of foreign text hand them over, with every sign in their words that some format might stumble over.</summary>
internal static class MadeUpBlocks
{
    private static readonly string[] Pieces =
    [
        "word", "two words", "é", "ñandú", "日本", "😀", "a\u00a0b", "-", "--", "—", "–", "+", "#", "##", "=", "===", "*", "**", "_", "__", "~", "~~", "`", "``", "\\", "|", "[", "]", "(", ")", "](", "![", "!", "<", ">", "<b>", "</em>",
        "<br>", "<!--", "-->", "&", "&amp;", "&#33;", "&copy", ":", "::", ":::", "1.", "2)", "3. ", "12", ".", ",", "?", "'", "\"", "“", "”", "^", "[^1]", "$", "%", "{", "}", "{.x}", "@", "/", "http://x.example/a_b", "file: x", "wp:", "---", "\n", "\n", " ", " ", " ",
        "Photo: A. B.", "(Foto: EFE)", "snake_case_word", "CDATA", "]]>",
    ];

    private static readonly string[] Addresses =
    [
        "https://x.example/", "https://x.example/a_b(c)d?e=1&copy=2&lt;3#f", "http://old.example:8080/%20x", "/2026/11/slug/", "/слово/", "mailto:a.b@x.example", "https://x.example/*a*_b_~c~",
    ];

    private static readonly Gen<bool> Maybe = Gen.Bool;

    private static readonly Gen<string> Address = OneOf(Addresses);

    private static readonly Gen<string> Id = Gen.Char["0123456789abcdefghjkmnpqrstvwxyz"].Array[8].Select(c => new string(c));

    private static readonly Gen<string> Sha = Gen.Char["0123456789abcdef"].Array[64].Select(c => new string(c));

    private static readonly Gen<string> Words = OneOf(Pieces).Array[1, 8].Select(p => Tidy(string.Concat(p))).Where(t => t.Length > 0);

    private static readonly Gen<string> Line = Words.Select(t => t.Replace('\n', ' '));

    private static readonly Gen<string?> MaybeLine = Or(Line);

    private static readonly Gen<Mark> SomeMark =
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 20], Gen.Enum<MarkKind>().Where(k => k != MarkKind.Note), Address, Gen.Bool, (from, length, kind, address, spanish) => new Mark(from, from + length, kind, kind switch
        {
            MarkKind.Link => address,
            MarkKind.Lang => spanish ? "es" : "zh-Hant",
            _ => null,
        }));

    public static Gen<Inline> Text { get; } = Gen.Select(Words, SomeMark.List[0, 4], (text, marks) => new Inline(text, MarkList.Tidy(text, marks.Where(m => m.From < text.Length).Select(m => m with { From = Whole(text, m.From), To = Whole(text, m.To) }))));

    private static readonly Gen<Inline> Caption = Text;

    // A name begins with no dash: that is how one is told from the words.
    private static readonly Gen<string?> Cite = Or(Line.Where(l => l[0] is not ('-' or '—' or '–')));

    private static readonly Gen<string?> Dir = OneOf<string?>(null, null, null, "rtl");

    public static IReadOnlyDictionary<string, Gen<Block>> Kinds { get; } = new SortedDictionary<string, Gen<Block>>
    {
        ["paragraph"] = Gen.Select(Text, Dir, Block (t, dir) => new Paragraph { Id = "", Text = t.Text, Marks = t.Marks, Dir = dir }),
        ["heading"] = Gen.Select(Text, Gen.Int[2, 4], Dir, Block (t, level, dir) => new Heading { Id = "", Level = level, Text = t.Text.Replace('\n', ' '), Marks = t.Marks, Dir = dir }),
        ["quote"] = Gen.Select(Text, Cite, Dir, Block (t, cite, dir) => new Quote { Id = "", Text = t.Text, Marks = t.Marks, Cite = cite, Dir = dir }),
        ["pullquote"] = Gen.Select(Text, Cite, Dir, Block (t, cite, dir) => new Pullquote { Id = "", Text = t.Text, Marks = t.Marks, Cite = cite, Dir = dir }),
        ["list"] = Gen.Select(Gen.Select(Text, Gen.Int[0, 3], Gen.Bool).Array[1, 7], Gen.Bool, Gen.Int[1, 12], Dir, List),
        ["figure"] = Figure().Select(Block (f) => f),
        ["gallery"] = Gen.Select(Figure().Array[2, 4], MaybeLine, Block (figures, caption) => new Gallery { Id = "", Figures = [.. figures.Select(f => f with { Size = FigureSize.Text })], Caption = caption }),
        ["table"] = Gen.Select(Gen.Select(Or(Text), Gen.Int[0, 5], Gen.Int[0, 9]).Array[1, 4].Array[1, 5], Gen.Int[0, 3], Gen.Bool, MaybeLine, Dir, Table),
        ["code"] = Gen.Select(OneOf(Pieces).Array[1, 8].Select(p => string.Concat(p).Trim('\n')).Where(t => !string.IsNullOrWhiteSpace(t)), OneOf<string?>(null, "csharp", "c++"), Dir, Block (text, language, dir) => new Code { Id = "", Text = text, Language = language, Dir = dir }),
        ["separator"] = Gen.Const<Block>(new Separator { Id = "" }),
        ["embed"] = Gen.Select(OneOf("youtube", "link", "mastodon"), Address.Where(a => a.StartsWith("http", StringComparison.Ordinal)), MaybeLine, MaybeLine, MaybeLine, Or(Sha), Block (provider, url, title, text, caption, poster) => new Embed { Id = "", Provider = provider, Url = url, Title = title, Text = text, Caption = caption, Author = title, Poster = poster }),
        ["audio"] = Gen.Select(Sha, Maybe, MaybeLine, MaybeLine, Gen.Int[1, 9999], Block (sha, here, title, caption, number) => here
            ? new Audio { Id = "", Media = sha, MediaType = "audio/mpeg", Title = title, Caption = caption, Seconds = number, Bytes = number * 1000L }
            : new Audio { Id = "", Source = $"https://old.example/{number}.mp3", Title = title, Credit = caption }),
        ["video"] = Gen.Select(Sha, Maybe, MaybeLine, MaybeLine, Block (sha, here, title, caption) => here
            ? new Video { Id = "", Media = sha, MediaType = "video/mp4", Title = title, Caption = caption, Poster = sha }
            : new Video { Id = "", Source = "https://old.example/x.mp4", Title = title, Credit = caption }),
        ["file"] = Gen.Select(Sha, Maybe, Line, MaybeLine, Gen.Int[1, 9999], Block (sha, here, name, caption, number) => here
            ? new FileBlock { Id = "", Media = sha, MediaType = "application/pdf", Name = name, Caption = caption, Bytes = number }
            : new FileBlock { Id = "", Source = "https://old.example/x.pdf", Name = name, Caption = caption }),
    };

    /// <summary>A whole body: any blocks, and perhaps footnotes, mentioned in order, out of order, or not at all.</summary>
    public static Gen<IReadOnlyList<Block>> Body { get; } = Gen.Select(Gen.OneOf([.. Kinds.Values]).Array[0, 8], Gen.Select(Id, Text).Array[0, 3], Gen.Int[0, 50].Array[4], WithNotes);

    /// <summary>The same body with the ids that its place gives: what two readings have in common.</summary>
    public static IReadOnlyList<Block> Numbered(IReadOnlyList<Block> blocks)
    {
        var number = 0;
        string Next() => $"block-{++number:000}";
        return [.. blocks.Select(b => b is Gallery gallery
            ? gallery with { Id = Next(), Figures = [.. gallery.Figures.Select(f => f with { Id = Next() })] }
            : b with { Id = Next() })];
    }

    // Nobody marks half a character.
    private static int Whole(string text, int place) => place > 0 && place < text.Length && char.IsLowSurrogate(text[place]) ? place + 1 : place;

    private static string Tidy(string text) => string.Join('\n', text.Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim()).Where(l => l.Length > 0));

    private static Block List((Inline Text, int Level, bool Ordered)[] given, bool ordered, int start, string? dir)
    {
        var items = new List<ListItem>();
        foreach (var (text, level, numbered) in given)
        {
            var at = Math.Min(level, items.Count == 0 ? 0 : items[^1].Level + 1);
            items.Add(new ListItem(text.Text, text.Marks, at, at == 0 || numbered == ordered ? null : numbered));
        }
        return new ListBlock { Id = "", Ordered = ordered, Start = ordered && start > 1 ? start : null, Items = items, Dir = dir };
    }

    private static Gen<Figure> Figure() =>
        Gen.Select(Gen.Select(Sha, Maybe, Gen.Int[1, 6000]), Or(Caption), MaybeLine, MaybeLine, Gen.Int[0, 1000].Array[3], Address, Gen.Enum<FigureSize>(), (file, caption, alt, credit, numbers, address, size) => new Figure
        {
            Id = "",
            Media = file.Item2 ? file.Item1 : null,
            Source = file.Item2 ? null : $"https://old.example/{file.Item3}.jpg",
            Moving = file.Item2 && numbers[2] < 100 ? "image/gif" : null,
            Width = file.Item2 ? file.Item3 : null,
            Height = file.Item2 ? file.Item3 : null,
            Alt = alt,
            Decorative = alt is null && numbers[2] > 900,
            Caption = caption?.Text,
            CaptionMarks = caption?.Marks,
            Credit = credit,
            CreditUrl = credit is not null && numbers[2] % 2 == 0 ? address : null,
            FocalX = numbers[2] > 500 ? numbers[0] : null,
            FocalY = numbers[2] > 500 ? numbers[1] : null,
            Size = size,
            Link = numbers[2] % 3 == 0 ? address : null,
        });

    private static Block Table((Inline? Text, int Columns, int Rows)[][] cells, int headers, bool headed, string? caption, string? dir) => new Table
    {
        Id = "",
        HeaderRows = Math.Min(headers, cells.Length),
        HeaderColumn = headed,
        Caption = caption,
        Dir = dir,
        Rows = [.. cells.Select(r => (IReadOnlyList<Cell>)[.. r.Select(c => new Cell(c.Text?.Text ?? "", c.Text?.Marks, c.Columns is 2 or 3 ? c.Columns : null, c.Rows == 2 ? 2 : null))])],
    };

    private static IReadOnlyList<Block> WithNotes(Block[] blocks, (string Id, Inline Text)[] notes, int[] places)
    {
        if (notes.Length == 0)
        {
            return blocks;
        }
        var texts = blocks.OfType<TextBlock>().ToList();
        for (var i = 0; i < places.Length && texts.Count > 0 && places[0] < 40; i++)
        {
            var block = texts[places[i] % texts.Count];
            var at = Whole(block.Text, Math.Min(places[i], block.Text.Length));
            var marked = block with { Marks = MarkList.Tidy(block.Text, [.. block.Marks ?? [], new Mark(at, at, MarkKind.Note, notes[i % notes.Length].Id)]) };
            (blocks[Array.IndexOf(blocks, block)], texts[texts.IndexOf(block)]) = (marked, marked);
        }
        return [.. blocks, new Footnotes { Id = "", Notes = [.. notes.DistinctBy(n => n.Id).Select(n => new Footnote(n.Id, n.Text.Text, n.Text.Marks))] }];
    }

    private static Gen<T?> Or<T>(Gen<T> gen)
        where T : class => Gen.Select(gen, Gen.Bool, (value, given) => given ? value : null);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
