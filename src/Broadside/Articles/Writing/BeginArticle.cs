using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Writing;

/// <summary>Begins an article: an empty draft in the outlet's language, with whoever begins it as its author.</summary>
public sealed class BeginArticle(IDbContextFactory<NewsroomDb> dbs, SaveDraft drafts, IOutlet outlet, Ids ids, AuditLog audit, TimeProvider time)
{
    /// <param name="title">May be empty: it is written on the page that follows.</param>
    /// <param name="language">BCP 47; that of the outlet when absent.</param>
    public async Task<Outcome<ArticleContent>> RunAsync(string? title, string? language, ArticleKind kind, Actor who, CancellationToken cancel)
    {
        var content = new ArticleContent
        {
            Id = ids.New(),
            Kind = kind,
            Slug = "",
            Title = CleanText.Line(title)?.Trim() ?? "",
            Language = string.IsNullOrWhiteSpace(language) ? outlet.Language : language.Trim(),
            Bylines = kind == ArticleKind.Article && Slug.From(who.Name) is { Length: > 0 } slug ? [new Byline(slug, who.Name)] : [],
        };
        if (content.Title.Length > 500)
        {
            return new Refusal("title_long", "The headline is too long: at most 500 characters.", "Title");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await drafts.StageAsync(db, content, who, source: null, cancel);
        await db.SaveChangesAsync(cancel);
        await Writers.AddAsync(db, content.Id, who.Id, time.GetUtcNow(), cancel);
        await audit.AddAsync(db, who, "begin", Article.Subject(content.Id), content.Title, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return content;
    }
}
