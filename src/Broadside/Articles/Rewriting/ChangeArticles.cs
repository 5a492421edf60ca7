using System.Text.Json;
using Broadside.Articles.Held;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Rewriting;

/// <summary>Changes a stretch of the articles that a rewrite found, or gives them back their words from before.</summary>
internal sealed class ChangeArticles(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, ArticleReader reader, Catalogue catalogue, SaveDraft save, PublishArticles publish, HoldChange hold, EndRewrite end, JobQueue jobs, TimeProvider time)
{
    private const int Stretch = 50;

    public async Task RunAsync(Rewrite rewrite, CancellationToken cancel)
    {
        var spec = RewriteSpec.Read(rewrite.Spec);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var now = await db.Set<Rewrite>().SingleAsync(r => r.Id == rewrite.Id, cancel);
        if (now.Step != rewrite.Step)
        {
            return;
        }
        var isUndo = now.State == RewriteState.Undoing;
        var items = await ItemsAsync(db, now, isUndo, cancel);
        var ids = items.Select(i => i.ArticleId).ToList();
        var articles = await db.Set<Article>().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancel);
        var drafts = await db.Set<Draft>().Where(d => ids.Contains(d.ArticleId)).ToDictionaryAsync(d => d.ArticleId, cancel);
        var (contents, who) = (new List<ArticleContent>(), new Actor(now.Who, now.WhoName));
        var asked = new Asked(now, isUndo ? "Taken back: " + spec.Why : spec.Why, await AnswersAsync(db, now, who, cancel));
        foreach (var item in items)
        {
            var (article, draft) = (articles.GetValueOrDefault(item.ArticleId), drafts.GetValueOrDefault(item.ArticleId));
            var content = isUndo ? await BackAsync(db, item, article, draft, asked, who, cancel) : await ForthAsync(db, item, article, draft, asked, spec, who, cancel);
            if (content is not null)
            {
                contents.Add(content);
            }
            now.Done += item.State is RewriteItemState.Done or RewriteItemState.Undone ? 1 : 0;
            now.Skipped += item.State is RewriteItemState.Skipped or RewriteItemState.Held ? 1 : 0;
        }
        await SettleAsync(db, writing, asked, spec, who, items, contents, cancel);
    }

    private static Task<List<RewriteItem>> ItemsAsync(NewsroomDb db, Rewrite now, bool isUndo, CancellationToken cancel)
    {
        var position = now.Position;
        var items = db.Set<RewriteItem>().Where(i => i.RewriteId == now.Id);
        items = isUndo ? items.Where(i => i.State == RewriteItemState.Done || (i.State == RewriteItemState.Held && i.Revision != null)) : items;
#pragma warning disable CA1309 // the database compares: ids are the same in every order of letters
        return items.Where(i => string.Compare(i.ArticleId, position) > 0).OrderBy(i => i.ArticleId).Take(Stretch).ToListAsync(cancel);
#pragma warning restore CA1309
    }

    // Null: nobody needs to, as the operator began it.
    private static async Task<Actor?> AnswersAsync(NewsroomDb db, Rewrite now, Actor who, CancellationToken cancel)
    {
        if (now.VouchedBy is not { } id)
        {
            return who;
        }
        if (id == Actor.Operator.Id)
        {
            return null;
        }
        var name = await db.Set<StaffMember>().Where(m => m.Id == id).Select(m => m.Name).FirstOrDefaultAsync(cancel);
        return new Actor(id, name ?? id) { IsFreshByPasskey = true };
    }

    private async Task SettleAsync(NewsroomDb db, IWriting writing, Asked asked, RewriteSpec spec, Actor who, List<RewriteItem> items, List<ArticleContent> contents, CancellationToken cancel)
    {
        var (now, why) = (asked.Rewrite, asked.Why);
        IReadOnlyList<VersionDraft> also = [];
        now.Step++;
        if (items.Count < Stretch)
        {
            also = await end.DraftAsync(db, now, spec, who, why, cancel);
            (now.State, now.EndedAt) = (now.State == RewriteState.Undoing ? RewriteState.Undone : RewriteState.Done, time.GetUtcNow());
        }
        else
        {
            now.Position = items[^1].ArticleId;
            await TakeRewriteStep.QueueAsync(jobs, db, now, cancel);
        }
        if (contents.Count > 0)
        {
            await publish.RunAsync(db, writing, contents, who, why, cancel, also: also);
        }
        else
        {
            await versions.CommitAsync(db, writing, also, cancel);
        }
    }

    private async Task<ArticleContent?> ForthAsync(NewsroomDb db, RewriteItem item, Article? article, Draft? draft, Asked asked, RewriteSpec spec, Actor who, CancellationToken cancel)
    {
        var before = draft is null ? null : JsonSerializer.Deserialize<ArticleContent>(draft.Content, CanonicalJson.Options)!;
        if (before is not null && spec.Apply(before) is { } written)
        {
            item.DraftBefore = draft!.Content;
            item.Revision = (await save.StageAsync(db, written.Content, who, source: null, cancel)).Revision;
        }
        var live = catalogue.ById(item.ArticleId) is { IsGone: false } entry && await reader.ReadAsync(entry, cancel) is { } content && spec.Apply(content) is { } changed
            ? spec.ChangesText ? changed.Content with { UpdatedAt = time.GetUtcNow() } : changed.Content
            : null;
        var waits = live is not null && await WaitsAsync(db, live, asked, cancel);
        item.Version = live is null || waits ? null : versions.Live(Article.Subject(item.ArticleId))!.Number + 1;
        Rebase(draft, article, item.Version);
        item.State = waits ? RewriteItemState.Held : item.Version is null && item.Revision is null ? RewriteItemState.Skipped : RewriteItemState.Done;
        return waits ? null : live;
    }

    private async Task<ArticleContent?> BackAsync(NewsroomDb db, RewriteItem item, Article? article, Draft? draft, Asked asked, Actor who, CancellationToken cancel)
    {
        var isBack = false;
        if (draft is not null && item.DraftBefore is { } before && draft.Revision == item.Revision)
        {
            await save.StageAsync(db, JsonSerializer.Deserialize<ArticleContent>(before, CanonicalJson.Options)!, who, source: null, cancel);
            isBack = true;
        }
        var live = versions.Live(Article.Subject(item.ArticleId));
        var content = item.Version is { } made && live is { Kind: VersionKind.Publish } && live.Number == made ? await VersionAsync(db, item.ArticleId, made - 1, cancel) : null;
        if (content is not null && await WaitsAsync(db, content, asked, cancel))
        {
            item.State = RewriteItemState.Held;
            return null;
        }
        if (content is not null)
        {
            Rebase(draft, article, live!.Number + 1);
        }
        item.State = isBack || content is not null ? RewriteItemState.Undone : RewriteItemState.Skipped;
        return content;
    }

    // A link that the new text brings is looked at as in any other change.
    private async Task<bool> WaitsAsync(NewsroomDb db, ArticleContent next, Asked asked, CancellationToken cancel) =>
        asked.Answers is { } answers && catalogue.ById(next.Id) is { IsGone: false } entry && await reader.ReadAsync(entry, cancel) is { } live
        && await hold.KeepsAsync(db, new HoldChange.Change(live, next, entry.Version.Number, HeldKind.Publish, asked.Why), answers, cancel);

    /// <summary>An earlier version as it was signed; null when no good copy of it is left.</summary>
    private async Task<ArticleContent?> VersionAsync(NewsroomDb db, string id, int number, CancellationToken cancel)
    {
        var subject = Article.Subject(id);
        return await db.Set<VersionRow>().AsNoTracking().SingleOrDefaultAsync(v => v.Subject == subject && v.Number == number, cancel) is { } row && versions.Verifies(row) is not null
            ? CanonicalJson.Read<ArticleContent>(row.ContentBytes())
            : null;
    }

    // The pending draft has the change too, so it stands on the new version.
    private static void Rebase(Draft? draft, Article? article, int? version)
    {
        if (draft is not null && version is not null && draft.BaseVersion == article?.CurrentVersion)
        {
            draft.BaseVersion = version;
        }
    }

    /// <param name="Rewrite">As it stands in this step's transaction.</param>
    /// <param name="Why">For the versions.</param>
    /// <param name="Answers">Who answers for links that it brings; null: nobody is asked, as the operator began it.</param>
    private sealed record Asked(Rewrite Rewrite, string Why, Actor? Answers);
}
