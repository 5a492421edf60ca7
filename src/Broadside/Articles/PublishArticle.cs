using System.Text.Json;
using Broadside.Articles.Calendar;
using Broadside.Articles.Held;
using Broadside.Articles.Publishing;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles;

/// <summary>Makes a draft live: readers have it the moment this returns.</summary>
public sealed class PublishArticle(IDbContextFactory<NewsroomDb> dbs, PublishArticles publish, VersionStore versions, ArticleReader reader, Checklist checklist, Schedules schedules, HoldChange hold, AuditLog audit, TimeProvider time)
{
    /// <summary>So long after publishing at the desk it can be undone, and nothing of it leaves the house.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>What was published, and what the checklist found.</summary>
    public sealed record Done(ArticleContent Content, IReadOnlyList<Finding> Warnings);

    /// <summary>As the operator does at the command line: at once and for good, whatever the checklist says.</summary>
    public Task<Outcome<Done>> RunAsync(string id, Actor who, string why, CancellationToken cancel) => RunAsync(id, new Order(who, why), cancel);

    /// <summary>As a person at the desk does: for thirty seconds it can be undone.</summary>
    /// <param name="id">Of the article.</param>
    /// <param name="revision">The save that the person looked at; another one in between is refused as "stale_checklist".</param>
    /// <param name="correction">What readers are told of a change in what they have; null: nothing.</param>
    /// <param name="who">Must have the right to publish, and this article.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Done>> RunAtDeskAsync(string id, int revision, (CorrectionKind Kind, string Text)? correction, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.Publish))
        {
            return Way.MayNotPublish;
        }
        if (correction is { } told && string.IsNullOrWhiteSpace(told.Text))
        {
            return new Refusal("correction_text", "Say what was wrong and what is right.", "CorrectionText");
        }
        var why = correction?.Text.Trim() ?? "published at the desk";
        return await RunAsync(id, new Order(who, why) { Revision = revision, Correction = correction, Grace = Grace }, cancel);
    }

    /// <summary>Publishes what was approved for that hour, whatever was written since; "not_scheduled" when that hour holds no longer.</summary>
    /// <param name="approved">JSON of the content, as the draft was when it was approved.</param>
    internal Task<Outcome<Done>> RunScheduledAsync(string id, string approved, DateTimeOffset at, Actor who, CancellationToken cancel) =>
        RunAsync(id, new Order(who, $"scheduled for {at:yyyy-MM-dd HH:mm} UTC") { Approved = approved, At = at }, cancel);

    private async Task<Outcome<Done>> RunAsync(string id, Order order, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (await db.Set<Article>().FindAsync([id], cancel) is not { } article)
        {
            return new Refusal("unknown", $"There is no article {id}. `broadside article list` shows them all.", "id");
        }
        var draft = await db.Set<Draft>().FindAsync([id], cancel);
        if (await WhyNotAsync(db, article, draft, order, cancel) is { } why)
        {
            return why;
        }
        var now = time.GetUtcNow();
        var text = order.Approved ?? draft!.Content;
        var content = JsonSerializer.Deserialize<ArticleContent>(text, CanonicalJson.Options)!;
        if (string.IsNullOrWhiteSpace(content.Title))
        {
            return new Refusal("title", "Give it a headline.", "title");
        }
        var live = reader.Find(id) is { IsGone: false } entry ? await reader.ReadAsync(entry, cancel) : null;
        var warnings = order.Revision is null ? await checklist.RunAsync(new PublishCase(article, content, live), cancel) : [];
        if (live is not null)
        {
            content = Over(live, content) with { UpdatedAt = now };
        }
        else if (content.PublishedAt > now)
        {
            // An imported draft keeps the hour that it was scheduled for over there.
            content = content with { PublishedAt = now };
        }
        if (live is not null && order.Correction is { } correction)
        {
            content = content with { Corrections = [.. content.Corrections, new Correction(correction.Kind, correction.Text.Trim(), now)] };
        }
        if (live is not null && await hold.RunAsync(db, writing, new(live, content, versions.Live(Article.Subject(id))!.Number, HeldKind.Publish, order.Why) { DraftRevision = draft?.Revision }, order.Who, cancel) is { } held)
        {
            return held;
        }
        Settle(db, draft, text, article);
        await schedules.CancelAsync(db, article, cancel);
        await audit.AddAsync(db, order.Who, "publish", Article.Subject(article.Id), content.Title, cancel);
        var published = await publish.RunAsync(db, writing, [content], order.Who, order.Why, cancel, settledAt: now + order.Grace);
        return new Done(published[0], warnings);
    }

    private async Task<Refusal?> WhyNotAsync(NewsroomDb db, Article article, Draft? draft, Order order, CancellationToken cancel)
    {
        if (order.Revision is not null && await Writers.WhyNotAsync(db, article.Id, order.Who, cancel) is { } refusal)
        {
            return refusal;
        }
        if (order.At is not null && article.ScheduledAt != order.At)
        {
            return new Refusal("not_scheduled", $"{article.Id} is not scheduled for {order.At:yyyy-MM-dd HH:mm} UTC.", "id");
        }
        if (article.EmbargoedUntil is { } until && until > time.GetUtcNow())
        {
            return new Refusal("embargo", $"It is embargoed until {until:yyyy-MM-dd HH:mm} UTC.", "embargoed_until");
        }
        if (draft is null && order.Approved is null)
        {
            return new Refusal("nothing_new", "Nothing has changed since it was last published.");
        }
        return order.Revision is { } seen && seen != draft?.Revision && Defence.IsOn("stale-checklist")
            ? new Refusal("stale_checklist", $"{draft?.SavedBy} saved a newer text since you looked. Look through the list once more.")
            : null;
    }

    // What was written after the approval waits on as the next version.
    private void Settle(NewsroomDb db, Draft? draft, string published, Article article)
    {
        if (draft?.Content == published)
        {
            db.Remove(draft);
        }
        else if (draft is not null)
        {
            draft.BaseVersion = (versions.Live(Article.Subject(article.Id))?.Number ?? 0) + 1;
            draft.State = ArticleState.Draft;
        }
    }

    // What readers have been given meanwhile stays: the date, every address, updates, and corrections that the draft knows nothing of.
    internal static ArticleContent Over(ArticleContent live, ArticleContent draft) => draft with
    {
        PublishedAt = live.PublishedAt,
        Address = live.Address,
        FormerAddresses = [.. live.FormerAddresses.Union(draft.FormerAddresses)],
        Updates = live.Updates,
        Corrections = [.. live.Corrections.Union(draft.Corrections).OrderBy(c => c.At)],
    };

    private sealed record Order(Actor Who, string Why)
    {
        /// <summary>The content as it was approved for <see cref="At"/>; absent: the draft as it stands.</summary>
        public string? Approved { get; init; }

        public DateTimeOffset? At { get; init; }

        /// <summary>At the desk: the save that was looked at.</summary>
        public int? Revision { get; init; }

        public (CorrectionKind Kind, string Text)? Correction { get; init; }

        public TimeSpan Grace { get; init; }
    }
}
