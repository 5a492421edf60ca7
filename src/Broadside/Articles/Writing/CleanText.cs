using System.Text.RegularExpressions;
using Broadside.Articles.Body;
using Broadside.Articles.Markup;
using Broadside.Kit;

namespace Broadside.Articles.Writing;

/// <summary>
/// Brings a text that came from a browser into what a body may hold. What is in order stays to the letter; an address that may
/// not stand there goes and its words stay; nothing that was written is dropped.
/// </summary>
internal sealed partial class CleanText(IReadOnlySet<string> ownHosts)
{
    private const int MostBlocks = 20_000;
    private const int DeepestList = 3;

    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <summary>A line without control characters; null stays null.</summary>
    public static string? Line(string? text) => text is null ? null : Plain(text).Replace('\n', ' ').Replace('\t', ' ');

    /// <summary>Refuses only what no page of the desk sends.</summary>
    public Outcome<IReadOnlyList<Block>> Run(IReadOnlyList<Block?> blocks) =>
        blocks.Count > MostBlocks || blocks.Any(b => b is null || IsBroken(b))
            ? new Refusal("content", "The text did not arrive whole. Reload the page; what you wrote is kept in this browser.", "blocks")
            : Outcome.Of<IReadOnlyList<Block>>([.. blocks.Select(b => Clean(b!))]);

    // A list or table with holes in it: JSON allows them, our types do not say so.
    private static bool IsBroken(Block block) => block switch
    {
        TextBlock text => IsNull(text.Text) || IsBroken(text.Marks),
        ListBlock list => IsNull(list.Items) || list.Items.Any(i => IsNull(i) || IsNull(i.Text) || IsBroken(i.Marks)),
        Table table => IsNull(table.Rows) || table.Rows.Any(r => IsNull(r) || r.Any(c => IsNull(c) || IsNull(c.Text) || IsBroken(c.Marks))),
        Figure figure => IsBroken(figure.CaptionMarks),
        Gallery gallery => IsNull(gallery.Figures) || gallery.Figures.Any(f => IsNull(f) || IsBroken(f)),
        Footnotes notes => IsNull(notes.Notes) || notes.Notes.Any(n => IsNull(n) || IsNull(n.Id) || IsNull(n.Text) || IsBroken(n.Marks)),
        Code code => IsNull(code.Text),
        Embed embed => IsNull(embed.Url) || IsNull(embed.Provider),
        FileBlock file => IsNull(file.Name),
        _ => false,
    };

    private static bool IsBroken(IReadOnlyList<Mark>? marks) => marks?.Any(IsNull) == true;

    private static bool IsNull(object? value) => value is null;

    private Block Clean(Block block)
    {
        var clean = Inside(block);
        return clean with { Id = IdOf(clean.Id), Dir = clean.Dir is "rtl" or "ltr" ? clean.Dir : null };
    }

    private string IdOf(string? id)
    {
        var own = id is not null && Id().IsMatch(id) && ids.Add(id) ? id : Ids.NewBlockId();
        ids.Add(own);
        return own;
    }

    private Block Inside(Block block) => block switch
    {
        Heading heading => heading with { Level = Math.Clamp(heading.Level, 2, 4), Text = Plain(heading.Text), Marks = Marks(heading.Text, heading.Marks) },
        Quote quote => quote with { Text = Plain(quote.Text), Marks = Marks(quote.Text, quote.Marks), Cite = Line(quote.Cite) },
        Pullquote quote => quote with { Text = Plain(quote.Text), Marks = Marks(quote.Text, quote.Marks), Cite = Line(quote.Cite) },
        TextBlock text => text with { Text = Plain(text.Text), Marks = Marks(text.Text, text.Marks) },
        ListBlock list => list with { Items = [.. list.Items.Select(i => i with { Text = Plain(i.Text), Marks = Marks(i.Text, i.Marks), Level = Math.Clamp(i.Level, 0, DeepestList) })] },
        Table table => table with
        {
            HeaderRows = Math.Clamp(table.HeaderRows, 0, table.Rows.Count),
            Caption = Text(table.Caption),
            Rows = [.. table.Rows.Select(r => (IReadOnlyList<Cell>)[.. r.Select(c => c with { Text = Plain(c.Text), Marks = Marks(c.Text, c.Marks), ColumnSpan = Span(c.ColumnSpan), RowSpan = Span(c.RowSpan) })])],
        },
        Figure figure => Picture(figure),
        Gallery gallery => gallery with { Caption = Text(gallery.Caption), Figures = [.. gallery.Figures.Select(f => Picture(f) with { Id = IdOf(f.Id) })] },
        Code code => code with { Text = Plain(code.Text), Language = code.Language is { } language && Language().IsMatch(language) ? language : null },
        Embed embed => Elsewhere(embed),
        Audio audio => audio with { Media = Sha(audio.Media), MediaType = Type(audio.MediaType), Source = Line(audio.Source), Title = Line(audio.Title), Caption = Text(audio.Caption), Credit = Line(audio.Credit) },
        Video video => video with { Media = Sha(video.Media), MediaType = Type(video.MediaType), Source = Line(video.Source), Title = Line(video.Title), Caption = Text(video.Caption), Credit = Line(video.Credit), Poster = Sha(video.Poster) },
        FileBlock file => file with { Media = Sha(file.Media), MediaType = Type(file.MediaType), Source = Line(file.Source), Name = Line(file.Name)!, Caption = Text(file.Caption) },
        Footnotes notes => notes with { Notes = [.. notes.Notes.Select(n => n with { Text = Plain(n.Text), Marks = Marks(n.Text, n.Marks) })] },
        _ => block,
    };

    private Figure Picture(Figure figure) => figure with
    {
        Media = Sha(figure.Media),
        Moving = figure.Moving is { } type && type.StartsWith("image/", StringComparison.Ordinal) ? Type(type) : null,
        Source = Line(figure.Source),
        Alt = Text(figure.Alt),
        Caption = Text(figure.Caption),
        CaptionMarks = Marks(figure.Caption ?? "", figure.CaptionMarks),
        Credit = Line(figure.Credit),
        CreditUrl = Address(figure.CreditUrl),
        Link = Address(figure.Link),
        Width = Pixels(figure.Width),
        Height = Pixels(figure.Height),
        FocalX = figure.FocalX is { } x ? Math.Clamp(x, 0, 1000) : null,
        FocalY = figure.FocalY is { } y ? Math.Clamp(y, 0, 1000) : null,
    };

    // Without an address that may stand there it is words, and words stay.
    private Block Elsewhere(Embed embed) => Address(embed.Url) is { } url && url.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        ? embed with { Url = url, Provider = Provider().IsMatch(embed.Provider) ? embed.Provider : "link", Title = Line(embed.Title), Text = Text(embed.Text), Author = Line(embed.Author), Caption = Text(embed.Caption), Poster = Sha(embed.Poster) }
        : new Paragraph { Id = embed.Id, Dir = embed.Dir, Text = Plain(string.Join('\n', new[] { embed.Title, embed.Text, embed.Author, embed.Caption, embed.Url }.Where(t => !string.IsNullOrWhiteSpace(t)))) };

    private IReadOnlyList<Mark>? Marks(string text, IReadOnlyList<Mark>? marks)
    {
        if (marks is null)
        {
            return null;
        }
        var clean = marks.Select(m => Within(text.Length, m)).OfType<Mark>().OrderBy(m => m.From).ThenByDescending(m => m.To).ToList();
        return clean.Count == 0 ? null : clean;
    }

    private Mark? Within(int length, Mark mark)
    {
        var (from, to) = (Math.Clamp(mark.From, 0, length), Math.Clamp(mark.To, 0, length));
        var isStretch = from < to || (from == to && mark.Kind == MarkKind.Note);
        var value = mark.Kind switch
        {
            MarkKind.Link => Address(mark.Value),
            MarkKind.Lang => mark.Value is { } tag && LanguageTag().IsMatch(tag) ? tag : null,
            MarkKind.Note => mark.Value is { } note && Id().IsMatch(note) ? note : null,
            _ => "",
        };
        return !isStretch || value is null ? null : mark with { From = from, To = to, Value = value.Length == 0 ? null : value };
    }

    private string? Address(string? address)
    {
        if (string.IsNullOrEmpty(address))
        {
            return null;
        }
        // As it was typed where that may stand: what is read back is what was written.
        var isInOrder = address.Length <= 4096 && InlineHtml.IsSafe(address) && address[0] != '#' && !address.Any(c => c <= ' ' || c == '\\' || char.IsControl(c)) && !IsOwn(address);
        return isInOrder ? address : WebAddress.Clean(address, null, ownHosts);
    }

    private bool IsOwn(string address) => WebAddress.HostOf(address) is { } host && ownHosts.Contains(host);

    private static string? Text(string? text) => text is null ? null : Plain(text);

    // The length stays, so that marks keep their places: halves of characters cannot be kept, others could break a page or a file.
    private static string Plain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsOdd(text, i))
            {
                return string.Create(text.Length, text, static (to, from) =>
                {
                    for (var at = 0; at < from.Length; at++)
                    {
                        to[at] = !IsOdd(from, at) ? from[at] : char.IsSurrogate(from[at]) ? '\ufffd' : ' ';
                    }
                });
            }
        }
        return text;
    }

    private static bool IsOdd(string text, int i) => char.IsSurrogate(text[i])
        ? !(char.IsHighSurrogate(text[i]) ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) : i > 0 && char.IsHighSurrogate(text[i - 1]))
        : (char.IsControl(text[i]) && text[i] is not ('\n' or '\t')) || text[i] is '\ufffe' or '\uffff';

    private static string? Sha(string? media) => media is not null && Hash().IsMatch(media) ? media : null;

    private static string? Type(string? type) => type is not null && MediaType().IsMatch(type) ? type : null;

    private static int? Pixels(int? count) => count is > 0 ? count : null;

    private static int? Span(int? span) => span is { } s ? Math.Clamp(s, 1, 1000) : null;

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex Id();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Hash();

    [GeneratedRegex("^[a-z]+/[a-z0-9.+-]{1,80}$")]
    private static partial Regex MediaType();

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex LanguageTag();

    [GeneratedRegex("^[a-z0-9-]{1,30}$")]
    private static partial Regex Provider();

    [GeneratedRegex(@"^[\w+#.-]{1,30}$")]
    private static partial Regex Language();
}
