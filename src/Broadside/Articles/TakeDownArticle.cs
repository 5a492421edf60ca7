using System.Text.Json;
using Broadside.Articles.Calendar;
using Broadside.Articles.Held;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Withdraws a published article: its addresses answer 410 with the reason from then on.</summary>
public sealed class TakeDownArticle(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, Catalogue catalogue, JobQueue jobs, IEnumerable<IPublishedIndex> indexes, Schedules schedules, EditPace pace, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Tombstone>> RunAsync(string id, string reason, Actor who, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal("reason", "Say why it is withdrawn: readers are told.", "reason");
        }
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (catalogue.ById(id) is not { IsGone: false } entry)
        {
            return new Refusal("not_published", $"{id} is not published.", "id");
        }
        if (await Way.WhyNotAsync(db, id, Right.Publish, who, cancel) is { } mayNot)
        {
            return mayNot;
        }
        if (await pace.WhyNotAsync(db, writing, id, who, cancel) is { } stopped)
        {
            return stopped;
        }
        var tombstone = new Tombstone { Id = id, Address = entry.Address, Language = entry.Language, Reason = reason.Trim(), At = time.GetUtcNow() };
        if (await db.Set<Article>().FindAsync([id], cancel) is { } article)
        {
            article.State = ArticleState.TakenDown;
            article.Stage = await db.Set<Draft>().AnyAsync(d => d.ArticleId == id, cancel) ? article.Stage : ArticleState.TakenDown;
            article.CurrentVersion = entry.Version.Number + 1;
            article.UpdatedAt = tombstone.At;
            await schedules.CancelAsync(db, article, cancel);
        }
        foreach (var index in indexes)
        {
            await index.RemoveAsync(db, [id], cancel);
        }
        await audit.AddAsync(db, who, "take down", Article.Subject(id), reason, cancel);
        await jobs.TellAsync(db, new ArticleTakenDown(id), cancel);
        await versions.CommitAsync(db, writing, [Version(entry, tombstone, who)], cancel);
        return tombstone;
    }

    internal static VersionDraft Version(CatalogueEntry entry, Tombstone tombstone, Actor who) => new()
    {
        Subject = Article.Subject(entry.Id),
        Content = CanonicalJson.Bytes(tombstone),
        Kind = VersionKind.Takedown,
        Who = who,
        Why = tombstone.Reason,
        Card = JsonSerializer.SerializeToElement(
            new ArticleCard
            {
                Address = entry.Address,
                Former = entry.Former.Length == 0 ? null : entry.Former,
                Kind = entry.IsPage ? "page" : null,
                Lang = entry.Language,
                At = (entry.PublishedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
                Group = entry.Group,
            },
            CanonicalJson.Options),
    };
}
