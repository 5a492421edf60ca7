using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Articles.Publishing;

/// <summary>Readers do not have it any more, within the caller's transaction, which ends here: its tombstone is back, or it was never there.</summary>
public sealed class TakeAwayArticle(VersionStore versions, Catalogue catalogue, IEnumerable<IPublishedIndex> indexes)
{
    public async Task RunAsync(NewsroomDb db, IWriting writing, string id, Article? article, VersionRow? tombstone, Actor who, string why, CancellationToken cancel)
    {
        foreach (var index in indexes)
        {
            await index.RemoveAsync(db, [id], cancel);
        }
        var subject = Article.Subject(id);
        if (tombstone is not null && catalogue.ById(id) is { } entry)
        {
            if (article is not null)
            {
                (article.State, article.CurrentVersion) = (ArticleState.TakenDown, (versions.Live(subject)?.Number ?? 0) + 1);
            }
            await versions.CommitAsync(db, writing, [TakeDownArticle.Version(entry, CanonicalJson.Read<Tombstone>(tombstone.ContentBytes()), who) with { Why = why }], cancel);
            return;
        }
        if (article is not null)
        {
            article.Stage = article.Stage is ArticleState.Published or ArticleState.TakenDown ? ArticleState.Draft : article.Stage;
            (article.State, article.CurrentVersion, article.Address, article.PublishedAt) = (article.Stage, null, "", null);
        }
        var gone = new VersionDraft { Subject = subject, Content = CanonicalJson.Bytes(new { v = 1, removed = subject }), Kind = VersionKind.Remove, Who = who, Why = why };
        await versions.CommitAsync(db, writing, [gone], cancel);
    }
}
