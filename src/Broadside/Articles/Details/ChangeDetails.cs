using Broadside.Articles.Body;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Media;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Details;

/// <summary>Changes what is said about an article beside its text. Like the text it waits in the draft until that is published.</summary>
public sealed class ChangeDetails(IDbContextFactory<NewsroomDb> dbs, DetailsQueries details, ReadDetails read, SaveDraft drafts, WritingQueries queries, MediaQueries library, Addresses addresses, AuditLog audit, TimeProvider time)
{
    private const int MostRelated = 12;

    /// <param name="mark">What <see cref="DetailsForm.Mark"/> said when the form was opened.</param>
    public async Task<Outcome<ArticleContent>> RunAsync(string id, DetailsForm form, string? mark, Actor who, CancellationToken cancel)
    {
        var opened = await details.OpenAsync(id, who, cancel);
        if (!opened.IsDone)
        {
            return opened.Refusal;
        }
        if (mark != opened.Value.Form.Mark())
        {
            return new Refusal("details_stale", "Somebody changed these details since you opened the page. What you typed stands here; save again to put it in the place of theirs.");
        }
        var now = opened.Value.Article.Content;
        var told = read.Run(now, form);
        if (!told.IsDone)
        {
            return told;
        }
        var related = await RelatedAsync(id, form.Related, cancel);
        if (!related.IsDone)
        {
            return related.Refusal;
        }
        var lead = await LeadAsync(now, form, cancel);
        var meant = ReadDetails.Said(form.TranslationOf) is { } other ? await details.MeantAsync(other, cancel) : null;
        if (ReadDetails.Said(form.TranslationOf) is not null && (meant is null || meant.Id == id || meant.Language == told.Value.Language))
        {
            return new Refusal("details_translation", meant is null || meant.Id == id ? "There is no such article. Copy its address from the browser." : "That article is in the same language as this one.", nameof(form.TranslationOf));
        }
        var group = meant is null ? null : meant.TranslationGroup ?? meant.Id;
        return await KeepAsync(id, told.Value with { Related = related.Value, Lead = lead, TranslationGroup = group }, meant, opened.Value.Article.Revision, who, cancel);
    }

    private async Task<Outcome<ArticleContent>> KeepAsync(string id, ArticleContent after, Article? translated, int revision, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var article = (await db.Set<Article>().FindAsync([id], cancel))!;
        var draft = await db.Set<Draft>().FindAsync([id], cancel);
        if (await queries.ContentAsync(id, draft, cancel) is not { } before)
        {
            return new Refusal("gone", "This article was taken down. Restore it from its history first.");
        }
        // The text is whatever stands now: somebody may have written on meanwhile.
        after = article.Revision == revision ? after : after with { Title = before.Title, Standfirst = before.Standfirst, Blocks = before.Blocks };
        after = TextDirection.Follow(after, before.Language);
        if (after.Slug.Length > 0 && after.Slug != before.Slug && (await addresses.GiveAsync(db, after with { PublishedAt = after.PublishedAt ?? time.GetUtcNow() }, [], cancel)).Slug != after.Slug)
        {
            return new Refusal("details_slug", "Another article or page has this address. Choose other words.", "Slug");
        }
        if (CanonicalJson.Sha256(CanonicalJson.Bytes(after)) == CanonicalJson.Sha256(CanonicalJson.Bytes(before)))
        {
            return after;
        }
        SaveText.KeepEarlier(db, article, draft, before, null, who, time.GetUtcNow());
        await drafts.StageAsync(db, after, who, source: null, cancel);
        if (translated is { TranslationGroup: null } && after.TranslationGroup is { } group)
        {
            await JoinAsync(db, translated.Id, group, who, cancel);
        }
        await audit.AddAsync(db, who, "change details", Article.Subject(id), after.Title, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return after;
    }

    // The other one says so too, from its next version on.
    private async Task JoinAsync(NewsroomDb db, string id, string group, Actor who, CancellationToken cancel)
    {
        var draft = await db.Set<Draft>().FindAsync([id], cancel);
        if (await queries.ContentAsync(id, draft, cancel) is { TranslationGroup: null } content)
        {
            await drafts.StageAsync(db, content with { TranslationGroup = group }, who, source: null, cancel);
        }
    }

    private async Task<Outcome<IReadOnlyList<string>>> RelatedAsync(string id, string? lines, CancellationToken cancel)
    {
        var related = new List<string>();
        foreach (var line in ReadDetails.Names(lines, '\n').Take(MostRelated))
        {
            if (await details.MeantAsync(line, cancel) is not { } article || article.Id == id)
            {
                return new Refusal("details_related", $"There is no other article “{line}”. Copy its address from the browser, one a line.", nameof(DetailsForm.Related));
            }
            related.Add(article.Id);
        }
        return Outcome.Of<IReadOnlyList<string>>([.. related.Distinct()]);
    }

    private async Task<Figure?> LeadAsync(ArticleContent now, DetailsForm form, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(form.Lead) || !MediaStore.IsHash(form.Lead))
        {
            // One whose file is still missing has no hash to choose it by.
            return now.Lead is { Media: null } ? now.Lead : null;
        }
        var said = now.Lead?.Media == form.Lead ? now.Lead : ContentWalk.Figures(now).FirstOrDefault(f => f.Media == form.Lead);
        var isSame = now.Lead?.Media == form.Lead;
        var figure = (said ?? new Figure { Id = Ids.NewBlockId() }) with { Id = isSame ? said!.Id : Ids.NewBlockId() };
        figure = await library.FindAsync(form.Lead, cancel) is { } file ? figure.With(file) : figure with { Media = form.Lead };
        // What stands in the fields belongs to the picture that was there when the page was opened.
        var caption = ReadDetails.Said(form.LeadCaption);
        return !isSame ? figure : figure with
        {
            Alt = ReadDetails.Said(form.LeadAlt),
            Caption = caption,
            CaptionMarks = caption == said!.Caption ? said.CaptionMarks : null,
            Credit = ReadDetails.Said(form.LeadCredit),
            FocalX = Focus(form.LeadX, said.FocalX),
            FocalY = Focus(form.LeadY, said.FocalY),
        };
    }

    // In per cent a point is known less exactly than it is kept: what the form did not change stays.
    private static int? Focus(string? percent, int? now) => percent is null || percent == DetailsForm.Percent(now) ? now : ReadDetails.Percent(percent) * 10;
}
