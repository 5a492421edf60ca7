using System.Text.Json;
using Broadside.Articles.Held;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Calendar;

/// <summary>
/// Approves the draft as it stands to be published at an hour. What is written afterwards waits beside it; scheduling again
/// takes that text and that hour.
/// </summary>
public sealed class ScheduleArticle(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, Schedules schedules, ArticleReader reader, LinkRules rules, AuditLog audit, TimeProvider time)
{
    /// <param name="zone">IANA name of the zone that the hour was told in; kept, so that it is shown as it was said.</param>
    public async Task<Outcome<Article>> RunAsync(string id, DateTimeOffset at, string zone, Actor who, CancellationToken cancel)
    {
        if (versions.CannotPublish is { } refusal)
        {
            return refusal;
        }
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            return new Refusal("zone", $"There is no time zone “{zone}”. Name one as Europe/Madrid or America/Bogota.", "zone");
        }
        var now = time.GetUtcNow();
        if (at <= now)
        {
            return new Refusal("past", $"{at:yyyy-MM-dd HH:mm} UTC is past. Choose a later hour, or publish it now.", "at");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Article>().FindAsync([id], cancel) is not { } article)
        {
            return new Refusal("unknown", $"There is no article {id}. `broadside article list` shows them all.", "id");
        }
        if (await Way.WhyNotAsync(db, id, Right.Publish, who, cancel) is { } mayNot)
        {
            return mayNot;
        }
        if (article.EmbargoedUntil is { } until && at < until)
        {
            return new Refusal("embargo", $"It is embargoed until {until:yyyy-MM-dd HH:mm} UTC. Choose an hour after that.", "at");
        }
        if (await db.Set<Draft>().FindAsync([id], cancel) is not { } draft)
        {
            return new Refusal("nothing_new", "Nothing has changed since it was last published.");
        }
        if (string.IsNullOrWhiteSpace(JsonSerializer.Deserialize<ArticleContent>(draft.Content, CanonicalJson.Options)!.Title))
        {
            return new Refusal("title", "Give it a headline.", "title");
        }
        if (await HoldsLinkAsync(id, draft, at, who, cancel))
        {
            return new Refusal("held_schedule", "A link in it wants a second person, or your passkey shown just now. Show it and schedule again, or publish it now: then it waits under “Held changes”.");
        }
        await schedules.StageAsync(db, article, draft.Content, at, zone, who, cancel);
        draft.Enter(ArticleState.Scheduled, article);
        article.UpdatedAt = now;
        await audit.AddAsync(db, who, "schedule", Article.Subject(id), $"{at:yyyy-MM-dd HH:mm:ss} UTC", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return article;
    }

    // At its hour nobody is there who could look.
    private async Task<bool> HoldsLinkAsync(string id, Draft draft, DateTimeOffset at, Actor who, CancellationToken cancel) =>
        who.LoginSession is not null && !who.IsFreshByPasskey && Defence.IsOn("held-links")
        && reader.Find(id) is { IsGone: false } entry && await reader.ReadAsync(entry, cancel) is { } live
        && await rules.LookAsync(live, PublishArticle.Over(live, JsonSerializer.Deserialize<ArticleContent>(draft.Content, CanonicalJson.Options)!), at, cancel) is not null;
}
