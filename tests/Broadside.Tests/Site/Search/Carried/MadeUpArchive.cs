using Broadside.Articles;
using Broadside.Articles.Body;

namespace Broadside.Tests.Site.Search.Carried;

/// <summary>Articles of about 600 words with as many different words as news has: few very often, most hardly ever.</summary>
internal static class MadeUpArchive
{
    private static readonly string[] Sounds = "ba be bi bo ca ce ci co da de di do fa fe ga ge la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se si so ta te ti to va ve vi vo".Split(' ');

    public static ArticleContent Article(int number)
    {
        var dice = new Random(number);
        return new ArticleContent
        {
            Id = $"made-{number:000000}",
            Slug = $"made-{number}",
            Language = number % 2 == 0 ? "en" : "es",
            Title = Text(dice, 8),
            Standfirst = Text(dice, 20),
            Bylines = [new Byline($"person-{number % 50}", $"Person {Word(number % 50)}")],
            Topics = [new Term($"topic-{number % 12}", $"Topic {Word(number % 12)}")],
            PublishedAt = Newspaper.Noon.AddHours(-number * 6),
            Blocks = [.. Enumerable.Range(0, 8).Select(p => new Paragraph { Id = $"p{p}", Text = Text(dice, 75) })],
        };
    }

    private static string Text(Random dice, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word((int)(40_000 * Math.Pow(dice.NextDouble(), 4)))));

    private static string Word(int number)
    {
        var word = "";
        for (var left = number + Sounds.Length; left > 0; left /= Sounds.Length)
        {
            word += Sounds[left % Sounds.Length];
        }
        return word;
    }
}
