using System.Text.Json;
using Broadside.Articles.Calendar;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Held;

/// <summary>A second person has looked, or the first has shown their passkey: what waits goes out as it was held.</summary>
public sealed class ApproveHeld(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, PublishArticles publish, Approvals approvals, Schedules schedules, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<ArticleContent>> RunAsync(string id, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } cannot)
        {
            return cannot;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (await db.Set<HeldChange>().SingleOrDefaultAsync(h => h.Id == id && h.State == HeldState.Waiting, cancel) is not { } held)
        {
            return new Refusal("gone", "That was settled already.");
        }
        if (await WhyNotAsync(db, held, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var now = time.GetUtcNow();
        var content = JsonSerializer.Deserialize<ArticleContent>(held.Content, CanonicalJson.Options)! with { UpdatedAt = now };
        (held.State, held.SettledBy, held.SettledAt) = (HeldState.Approved, who.Id, now);
        if (await db.Set<Article>().FindAsync([held.ArticleId], cancel) is { } article)
        {
            await schedules.CancelAsync(db, article, cancel);
        }
        if (await db.Set<Draft>().FindAsync([held.ArticleId], cancel) is { } draft && held.Kind == HeldKind.Publish)
        {
            Settle(db, draft, held);
        }
        await audit.AddAsync(db, who, "approve held", Article.Subject(held.ArticleId), string.Join(' ', JsonSerializer.Deserialize<string[]>(held.Links)!), cancel);
        var kind = held.Kind == HeldKind.Correct ? VersionKind.Correct : VersionKind.Publish;
        return (await publish.RunAsync(db, writing, [content], new Actor(held.AskedBy, held.AskedBy), held.Why, cancel, kind: kind, settledAt: now + PublishArticle.Grace))[0];
    }

    private async Task<Refusal?> WhyNotAsync(NewsroomDb db, HeldChange held, Actor who, CancellationToken cancel)
    {
        if (await Way.WhyNotAsync(db, held.ArticleId, Right.Publish, who, cancel) is { } mayNot)
        {
            return mayNot;
        }
        if (who.Id == held.AskedBy && !who.IsFreshByPasskey)
        {
            return new Refusal("held_own", "You made this change yourself. Show your passkey, or let somebody else look at it.");
        }
        if (!approvals.Holds(held.Approval, HoldChange.Agreed(held)))
        {
            return new Refusal("held_forged", "This is not what was held: somebody changed it in the database. Drop it, and see the page “Health”.");
        }
        return versions.Live(Article.Subject(held.ArticleId))?.Number != held.BaseVersion
            ? new Refusal("held_stale", "Readers have another text since. Drop this, look at the article, and publish it anew.")
            : null;
    }

    // What was written since it was held waits on as the next version.
    private static void Settle(NewsroomDb db, Draft draft, HeldChange held)
    {
        if (draft.Revision == held.DraftRevision)
        {
            db.Remove(draft);
        }
        else
        {
            (draft.BaseVersion, draft.State) = (held.BaseVersion + 1, ArticleState.Draft);
        }
    }
}
