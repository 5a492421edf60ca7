using System.Text.Json;
using Broadside.Articles.Body;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Writing;

/// <summary>
/// Keeps what somebody writes: title, standfirst and text of a new article, or of the pending next version of a live one. All
/// else about the article stays as it is kept here, whatever the page sends along.
/// </summary>
public sealed class SaveText(IDbContextFactory<NewsroomDb> dbs, SaveDraft drafts, WritingQueries queries, BaseAddress address, TimeProvider time)
{
    // A text that stood for so long may have been opened by somebody: it is kept to compare with.
    private static readonly TimeSpan Stood = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BeatsAnew = TimeSpan.FromSeconds(10);

    /// <summary>What the page sends.</summary>
    /// <param name="Revision">The one that the writing started from.</param>
    /// <param name="Tab">The browser tab, as it calls itself; null for a form.</param>
    /// <param name="Save">Counts the saves of the tab.</param>
    public sealed record Sent(int Revision, string? Tab, long? Save, string Title, string? Standfirst, IReadOnlyList<Block?> Blocks)
    {
        /// <summary>The writer asked to have it from whoever has it now.</summary>
        public bool TakesOver { get; init; }
    }

    public async Task<SaveAnswer> RunAsync(string id, Sent sent, Actor who, CancellationToken cancel)
    {
        if (sent.Title.Length > Limits.Title || sent.Standfirst?.Length > Limits.Standfirst)
        {
            var isTitle = sent.Title.Length > Limits.Title;
            return new Refusal(isTitle ? "title_long" : "standfirst_long", $"The {(isTitle ? "headline" : "standfirst")} is too long: at most {(isTitle ? Limits.Title : Limits.Standfirst)} characters.", isTitle ? "title" : "standfirst");
        }
        var blocks = new CleanText(OwnHosts()).Run(sent.Blocks);
        if (!blocks.IsDone)
        {
            return blocks.Refusal;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Article>().FindAsync([id], cancel) is not { } article)
        {
            return new Refusal("unknown", "There is no such article.");
        }
        if (await Writers.WhyNotAsync(db, id, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var held = await db.Set<ArticleLock>().FindAsync([id], cancel);
        var now = time.GetUtcNow();
        if (HoldArticle.IsHeldByAnother(held, who, now) && !sent.TakesOver)
        {
            return held!;
        }
        var draft = await db.Set<Draft>().FindAsync([id], cancel);
        if (await queries.ContentAsync(id, draft, cancel) is not { } before)
        {
            return new Refusal("gone", "This article was taken down. Restore it from its history first.");
        }
        var isOwnLater = IsOwn(draft, sent.Tab, who) && sent.Save > draft!.TabSave;
        var after = before with { Title = CleanText.Line(sent.Title)!, Standfirst = CleanText.Line(sent.Standfirst) is { Length: > 0 } standfirst ? standfirst : null, Blocks = blocks.Value };
        var json = JsonSerializer.Serialize(after, CanonicalJson.Options);
        if (json == (draft?.Content ?? JsonSerializer.Serialize(before, CanonicalJson.Options)))
        {
            // Sent twice, or nothing was changed: there is nothing to keep.
            return new SaveAnswer.Saved(article.Revision, draft?.SavedAt ?? article.UpdatedAt);
        }
        if (sent.Revision != article.Revision && !isOwnLater)
        {
            return await StaleAsync(db, article, draft, before, sent.Revision, cancel);
        }
        KeepEarlier(db, article, draft, before, sent.Tab, who, now);
        if (held is null || held.StaffId != who.Id || now - held.BeatAt > BeatsAnew)
        {
            HoldArticle.Give(db, held, id, sent.Tab, who, now);
        }
        draft = await drafts.StageAsync(db, after, who, source: null, cancel);
        (draft.Tab, draft.TabSave) = (sent.Tab, sent.Save);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return new SaveAnswer.Saved(draft.Revision, draft.SavedAt);
    }

    internal static bool IsOwn(Draft? draft, string? tab, Actor who) => draft is not null && tab is not null && draft.Tab == tab && draft.SavedById == who.Id;

    internal static async Task<SaveAnswer.Stale> StaleAsync(NewsroomDb db, Article article, Draft? draft, ArticleContent theirs, int revision, CancellationToken cancel)
    {
        var earlier = await db.Set<EarlierText>().AsNoTracking().SingleOrDefaultAsync(t => t.ArticleId == article.Id && t.Revision == revision, cancel);
        return new SaveAnswer.Stale(article.Revision, theirs, earlier?.Read(), draft is null ? null : new WritingQueries.Somebody(draft.SavedById, draft.SavedBy), draft?.Tab, draft?.TabSave);
    }

    // While one tab writes on, only what may be open elsewhere is worth a row; else every pause of a key would be one.
    internal static void KeepEarlier(NewsroomDb db, Article article, Draft? draft, ArticleContent before, string? tab, Actor who, DateTimeOffset now)
    {
        if (draft is not null && IsOwn(draft, tab, who) && now - draft.SavedAt < Stood)
        {
            return;
        }
        db.Add(new EarlierText
        {
            ArticleId = article.Id,
            Revision = article.Revision,
            Content = draft?.Content ?? JsonSerializer.Serialize(before, CanonicalJson.Options),
            SavedBy = draft?.SavedBy ?? "",
            SavedById = draft?.SavedById ?? "",
            SavedAt = draft?.SavedAt ?? now,
        });
    }

    private HashSet<string> OwnHosts() => [new Uri(address.Value).Host];

    private static class Limits
    {
        public const int Title = 500;
        public const int Standfirst = 4000;
    }
}
