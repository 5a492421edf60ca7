using System.Globalization;
using Broadside.Articles.Publishing;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Translating;

/// <summary>Begins the translation of an article: a draft with the same blocks under the same ids, so that both stay side by side.</summary>
public sealed class StartTranslation(IDbContextFactory<NewsroomDb> dbs, DeskArticleQueries articles, SaveDraft drafts, Ids ids, AuditLog audit, TimeProvider time)
{
    /// <param name="sourceId">What is translated: what readers have of it, else its draft.</param>
    /// <param name="language">BCP 47, as "es".</param>
    /// <param name="who">Whoever translates.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The new article's content.</returns>
    public async Task<Outcome<ArticleContent>> RunAsync(string sourceId, string? language, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.Translate))
        {
            return new Refusal("no_right_to", "Your role does not do this. Ask an editor.");
        }
        if (LanguageOf(language) is not { } wanted)
        {
            return new Refusal("language", "Name the language as “es” or “pt-BR”.", "Language");
        }
        if (await articles.FindAsync(sourceId, who, cancel) is not { } found || (found.Live ?? found.Written) is not { } source)
        {
            return new Refusal("unknown", "There is no such article.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var group = source.TranslationGroup ?? source.Id;
        if (source.Language == wanted || await db.Set<Article>().AnyAsync(a => (a.TranslationGroup == group || a.Id == group) && a.Language == wanted && a.State != ArticleState.TakenDown, cancel))
        {
            return new Refusal("translated", "There is one in that language already.", "Language");
        }
        var now = time.GetUtcNow();
        var content = Copy(source, wanted, group, who);
        await drafts.StageAsync(db, content, who, source: null, cancel);
        await Writers.AddAsync(db, content.Id, who.Id, now, cancel);
        db.Add(new Translation { ArticleId = content.Id, SourceId = sourceId, SourceVersion = found.Live is null ? 0 : found.Entry!.Version.Number, CheckedBy = who.Name, CheckedAt = now });
        await audit.AddAsync(db, who, "begin translation", Article.Subject(content.Id), $"{source.Title} → {wanted}", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return content;
    }

    private ArticleContent Copy(ArticleContent source, string language, string group, Actor who) => source with
    {
        Id = ids.New(),
        Slug = "",
        Address = "",
        FormerAddresses = [],
        Language = language,
        TranslationGroup = group,
        Corrections = [],
        PublishedAt = null,
        UpdatedAt = null,
        Related = [],
        Bylines = Slug.From(who.Name) is { Length: > 0 } slug ? [.. source.Bylines.Where(b => b.Role != "translation"), new Byline(slug, who.Name, "translation")] : source.Bylines,
    };

    private static string? LanguageOf(string? given)
    {
        var text = given?.Trim() ?? "";
        if (text.Length is < 2 or > 12 || !text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return null;
        }
        try
        {
            return CultureInfo.GetCultureInfo(text).Name is { Length: > 0 } name ? name : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
