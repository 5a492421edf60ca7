using Broadside.Articles;
using Broadside.Articles.Body;

namespace Broadside.Site.Search;

/// <summary>
/// The words of an article that can be found, part by part, stemmed by its language. The same reading makes the index, checks
/// what the index claims, and finds the passage to show.
/// </summary>
public sealed class SearchableText
{
    // More than the longest article: PostgreSQL counts no positions beyond 16,383, and keeps at most 1 MiB of words for a text.
    private const int MostWords = 15_000;
    private const int MostLetters = 250_000;

    private readonly List<TextWord> words = [];
    private readonly List<string> parts = [];
    private int letters;

    private SearchableText()
    {
    }

    /// <summary>Words of the title come first, then of the standfirst, the people and tags, the body.</summary>
    public IReadOnlyList<TextWord> Words => words;

    /// <summary>The texts that <see cref="TextWord.Part"/> counts.</summary>
    public IReadOnlyList<string> Parts => parts;

    /// <summary>Number of the first part that is standfirst, people, body.</summary>
    public int StandfirstFrom => 1;

    public int PeopleFrom => 2;

    public int BodyFrom { get; private set; }

    public static SearchableText Of(ArticleContent content)
    {
        var text = new SearchableText();
        text.Add(content.Title, content.Language);
        text.Add(content.Standfirst, content.Language);
        foreach (var name in content.Bylines.Select(b => b.Name).Concat(content.Tags.Select(t => t.Name)).Concat(content.Topics.Select(t => t.Name)))
        {
            text.Add(name, content.Language);
        }
        text.BodyFrom = text.parts.Count;
        foreach (var title in (content.Updates ?? []).Select(u => u.Title))
        {
            text.Add(title, content.Language);
        }
        foreach (var block in ContentWalk.Blocks(content))
        {
            foreach (var piece in Texts(block))
            {
                text.Add(piece, content.Language);
            }
        }
        return text;
    }

    public Field FieldOf(TextWord word) =>
        word.Part >= BodyFrom ? Field.Body : word.Part >= PeopleFrom ? Field.People : word.Part == 0 ? Field.Title : Field.Standfirst;

    private void Add(string? text, string language)
    {
        foreach (var word in FoldedWords.In(text))
        {
            if (words.Count == MostWords || (letters += word.Folded.Length) > MostLetters)
            {
                break;
            }
            words.Add(new TextWord(word.Folded, Stems.Of(word.Folded, language), parts.Count, word.At, word.Length));
        }
        parts.Add(text ?? "");
    }

    private static IEnumerable<string?> Texts(Block block)
    {
        IEnumerable<string?> own = ContentWalk.Texts(block).Select(t => t.Text);
        return block switch
        {
            Pullquote => [],
            Code code => [code.Text],
            Quote quote => own.Append(quote.Cite),
            Figure figure => own.Append(figure.Alt),
            Gallery gallery => own.Append(gallery.Caption),
            Table table => own.Prepend(table.Caption),
            Embed embed => own.Concat([embed.Title, embed.Text, embed.Author, embed.Caption]),
            Audio audio => own.Concat([audio.Title, audio.Caption]),
            Video video => own.Concat([video.Title, video.Caption]),
            FileBlock file => own.Concat([file.Name, file.Caption]),
            _ => own,
        };
    }

    public enum Field
    {
        Title,
        Standfirst,
        People,
        Body,
    }
}
