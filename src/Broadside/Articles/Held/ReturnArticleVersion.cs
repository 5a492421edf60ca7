using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Guard.Keys;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Articles.Held;

/// <summary>Gives readers an earlier version of an article, with its address, its place in lists and in the search.</summary>
internal sealed class ReturnArticleVersion(PublishArticles publish, TakeAwayArticle takeAway) : IVersionReturn
{
    private const string Prefix = "article/";

    public bool Takes(string subject) => subject.StartsWith(Prefix, StringComparison.Ordinal);

    public async Task ReturnAsync(NewsroomDb db, IWriting writing, string subject, VersionRow? version, Actor who, string why, CancellationToken cancel)
    {
        if (version is { Kind: VersionKind.Publish or VersionKind.Correct })
        {
            await publish.RunAsync(db, writing, [CanonicalJson.Read<ArticleContent>(version.ContentBytes())], who, why, cancel, kind: version.Kind);
            return;
        }
        var article = await db.Set<Article>().FindAsync([subject[Prefix.Length..]], cancel);
        await takeAway.RunAsync(db, writing, subject[Prefix.Length..], article, version is { Kind: VersionKind.Takedown } ? version : null, who, why, cancel);
    }
}
