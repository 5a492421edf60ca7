using System.Text.RegularExpressions;
using Broadside.Articles.Body;
using Broadside.Kit;

namespace Broadside.Articles;

/// <summary>What an editor would want to know before it is out: marks left in the text, pictures without words or source.</summary>
internal sealed partial class CheckContent : IPublishCheck
{
    public Task<IReadOnlyList<Refusal>> LookAsync(ArticleContent content, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Refusal>>([.. Look(content)]);

    private static IEnumerable<Refusal> Look(ArticleContent content)
    {
        if (content.Bylines.Count == 0 && content.Kind == ArticleKind.Article)
        {
            yield return new Refusal("byline", "Nobody is named as author.", "bylines");
        }
        if (string.IsNullOrWhiteSpace(content.Standfirst) && content.Kind == ArticleKind.Article)
        {
            yield return new Refusal("standfirst", "There is no standfirst; lists will show the headline alone.", "standfirst");
        }
        if (content.Blocks.SelectMany(ContentWalk.Texts).Prepend(content.Title).Any(t => Tk().IsMatch(t.Text)))
        {
            yield return new Refusal("tk", "A TK marker is left in the text.", "blocks");
        }
        var figures = content.Blocks.OfType<Figure>().Concat(content.Blocks.OfType<Gallery>().SelectMany(g => g.Figures));
        foreach (var figure in content.Lead is { } lead ? figures.Append(lead) : figures)
        {
            if (figure.Media is null)
            {
                yield return new Refusal("picture_missing", $"The picture “{figure.Caption ?? figure.Source ?? figure.Id}” is missing.", figure.Id);
            }
            else if (string.IsNullOrWhiteSpace(figure.Alt) && !figure.Decorative)
            {
                yield return new Refusal("alt", "A picture has no text for those who cannot see it.", figure.Id);
            }
            else if (string.IsNullOrWhiteSpace(figure.Credit))
            {
                yield return new Refusal("credit", "A picture names no photographer or source.", figure.Id);
            }
        }
    }

    [GeneratedRegex(@"\bTK\b")]
    private static partial Regex Tk();
}
