using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Removes articles as if they had never been brought in (an undone import): no tombstone, their addresses answer 404. The version chain keeps the signed fact.</summary>
public sealed class RemoveArticles(VersionStore versions, IEnumerable<IPublishedIndex> indexes)
{
    /// <summary>Removes within the caller's writing transaction and ends it.</summary>
    /// <param name="also">What is signed along with it.</param>
    public async Task RunAsync(NewsroomDb db, IWriting writing, IReadOnlyList<string> ids, Actor who, string why, CancellationToken cancel, IReadOnlyList<VersionDraft>? also = null)
    {
        var drafts = ids
            .SelectMany(id => new[] { Article.Subject(id), Comment.Subject(id) })
            .Where(subject => versions.Live(subject) is { Kind: not VersionKind.Remove })
            .Select(subject => new VersionDraft { Subject = subject, Content = CanonicalJson.Bytes(new { v = 1, removed = subject }), Kind = VersionKind.Remove, Who = who, Why = why })
            .ToList();
        foreach (var index in indexes)
        {
            await index.RemoveAsync(db, ids, cancel);
        }
        await db.Set<Article>().Where(a => ids.Contains(a.Id)).ExecuteDeleteAsync(cancel);
        await versions.CommitAsync(db, writing, [.. drafts, .. also ?? []], cancel);
    }
}
