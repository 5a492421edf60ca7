using AngleSharp.Dom;

namespace Broadside.Articles.Body.Reading;

/// <summary>Makes paragraphs, headings, quotes and code out of gathered text.</summary>
internal static class TextBlocks
{
    public static Block Make(Inline inline, Place place, string? dir, BodyWalk walk)
    {
        var id = walk.Context.NewId();
        if (EncodedText.Sign(inline.Text) is { } sign && place.Kind != PlaceKind.Item)
        {
            walk.Context.Note(ReadCode.Encoded, $"The text holds {sign}.", inline.Text);
        }
        return place.Kind switch
        {
            PlaceKind.Heading => new Heading { Id = id, Dir = dir, Level = place.Level, Text = OneLine(inline.Text), Marks = HeadingMarks(inline) },
            PlaceKind.Quote => new Quote { Id = id, Dir = dir, Text = inline.Text, Marks = inline.Marks },
            PlaceKind.Pullquote => new Pullquote { Id = id, Dir = dir, Text = inline.Text, Marks = inline.Marks },
            _ => walk.Media.Alone(inline) ?? new Paragraph { Id = id, Dir = dir, Text = inline.Text, Marks = inline.Marks },
        };
    }

    public static void Code(BodyWalk walk, IElement element)
    {
        var text = new string([.. element.TextContent.ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c))]).Trim('\n');
        Unseen.Inspect(element, walk.Context);
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }
        if (walk.Place.Kind == PlaceKind.Inside)
        {
            walk.Line.Append(text);
            return;
        }
        var inner = element.QuerySelector("code") ?? element;
        var named = (inner.GetAttribute("class") ?? "").Split(' ').FirstOrDefault(c => c.StartsWith("language-", StringComparison.Ordinal));
        var language = named is { Length: > 9 and < 30 } && named[9..].All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '+' or '#') ? named[9..].ToLowerInvariant() : null;
        walk.Emit(new Code { Id = walk.Context.NewId(), Text = Whole(text), Language = language });
    }

    // Unpaired surrogates cannot be written as UTF-8.
    private static string Whole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    private static string OneLine(string text) => text.Replace('\n', ' ');

    // A heading is bold by itself: a mark over the whole of it says nothing.
    private static IReadOnlyList<Mark>? HeadingMarks(Inline inline)
    {
        var marks = inline.Marks?.Where(m => m.Kind != MarkKind.Strong || m.From > 0 || m.To < inline.Text.Length).ToList();
        return marks is { Count: > 0 } ? marks : null;
    }
}
