using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Guard;

namespace Broadside.Tests.Site;

/// <summary>Articles for tests of what readers get.</summary>
internal static class Newspaper
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <param name="id">Also the slug.</param>
    /// <param name="title">The headline.</param>
    /// <param name="paragraphs">The body.</param>
    public static ArticleContent Article(string id, string title, params string[] paragraphs) => new()
    {
        Id = id,
        Slug = id,
        Title = title,
        PublishedAt = Noon,
        Blocks = [.. paragraphs.Select((text, i) => new Paragraph { Id = $"p{i}", Text = text })],
    };

    public static async Task<IReadOnlyList<ArticleContent>> PublishAsync(this TestNewsroom newsroom, params ArticleContent[] contents)
    {
        await using var db = newsroom.Db();
        await using var writing = await newsroom.Get<VersionStore>().BeginWritingAsync(db, TestContext.Current.CancellationToken);
        return await newsroom.Get<PublishArticles>().RunAsync(db, writing, contents, Actor.Operator, "A test.", TestContext.Current.CancellationToken);
    }
}
