using System.Text.RegularExpressions;
using Broadside.Articles.Body;
using Broadside.Articles.Publishing;

namespace Broadside.Articles;

/// <summary>What an editor would want to know before it is out: marks left in the text, pictures without words or source.</summary>
internal sealed partial class CheckContent : IPublishCheck
{
    // Lists, cards and search results cut a headline at about that length.
    private const int LongHeadline = 90;

    // A short notice needs no source; a story does.
    private const int WordsOfAStory = 150;

    public Task<IReadOnlyList<Finding>> LookAsync(PublishCase about, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Finding>>([.. Head(about.Content), .. Text(about.Content), .. Pictures(about.Content)]);

    private static IEnumerable<Finding> Head(ArticleContent content)
    {
        if (content.Bylines.Count == 0 && content.Kind == ArticleKind.Article)
        {
            yield return new Finding("byline", "Nobody is named as author.", "bylines");
        }
        if (string.IsNullOrWhiteSpace(content.Standfirst) && content.Kind == ArticleKind.Article)
        {
            yield return new Finding("standfirst", "There is no standfirst; lists will show the headline alone.", "standfirst");
        }
        if (content.Title.Length > LongHeadline)
        {
            yield return new Finding("headline", $"The headline has {content.Title.Length} characters; lists and search results cut it after about {LongHeadline}.", "title", $"{content.Title.Length}");
        }
    }

    private static IEnumerable<Finding> Text(ArticleContent content)
    {
        if (Tk().IsMatch(content.Title) || Tk().IsMatch(content.Standfirst ?? ""))
        {
            yield return new Finding("tk", "A TK marker is left in the headline or standfirst.", "title");
        }
        foreach (var block in ContentWalk.Blocks(content).Where(b => ContentWalk.Texts(b).Any(t => Tk().IsMatch(t.Text))))
        {
            yield return new Finding("tk", "A TK marker is left in the text.", block.Id);
        }
        var words = ContentWalk.Words(content);
        if (content.Kind == ArticleKind.Article && words >= WordsOfAStory && ContentWalk.Hosts(content).Count == 0 && !content.Blocks.OfType<Quote>().Any(q => !string.IsNullOrWhiteSpace(q.Cite)))
        {
            yield return new Finding("sources", "The text links to no source and quotes nobody by name.");
        }
    }

    private static IEnumerable<Finding> Pictures(ArticleContent content)
    {
        foreach (var figure in ContentWalk.Figures(content))
        {
            var name = figure.Caption ?? figure.Source ?? figure.Id;
            if (figure.Media is null)
            {
                yield return new Finding("picture_missing", $"The picture “{name}” is missing.", figure.Id, name);
            }
            else if (string.IsNullOrWhiteSpace(figure.Alt) && !figure.Decorative)
            {
                yield return new Finding("alt", "A picture has no text for those who cannot see it.", figure.Id);
            }
            else if (string.IsNullOrWhiteSpace(figure.Credit))
            {
                yield return new Finding("credit", "A picture names no photographer or source.", figure.Id);
            }
        }
    }

    [GeneratedRegex(@"\bTK\b")]
    private static partial Regex Tk();
}
