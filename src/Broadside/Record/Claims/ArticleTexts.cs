using System.Text.Json;
using Broadside.Articles;
using Broadside.Kit;
using Broadside.Record.Anchoring;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Claims;

/// <summary>The texts of an article that can be pointed into: what readers have, and what is being written.</summary>
public sealed class ArticleTexts(Catalogue catalogue, ArticleReader reader, IOutlet outlet)
{
    /// <summary>What readers have; null where they have nothing.</summary>
    public async Task<ArticleContent?> LiveAsync(string article, CancellationToken cancel) =>
        catalogue.ById(article) is { IsGone: false } entry ? await reader.ReadAsync(entry, cancel) : null;

    /// <summary>The draft where there is one, else what readers have.</summary>
    public async Task<ArticleContent?> NewestAsync(NewsroomDb db, string article, CancellationToken cancel) =>
        await db.Set<Draft>().AsNoTracking().Where(d => d.ArticleId == article).Select(d => d.Content).SingleOrDefaultAsync(cancel) is { } draft
            ? JsonSerializer.Deserialize<ArticleContent>(draft, CanonicalJson.Options)
            : await LiveAsync(article, cancel);

    /// <summary>The outlet's own day at that instant: "yesterday" in a text counts from it.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, outlet.Zone).DateTime);

    /// <summary>An anchor on the chosen words; null where neither text has them there.</summary>
    internal async Task<(Anchor Anchor, int? Version)?> AnchorAsync(NewsroomDb db, AnchorPick pick, CancellationToken cancel)
    {
        var live = await LiveAsync(pick.Article, cancel);
        if (live is not null && At(live, pick) is { } there)
        {
            return (there, catalogue.ById(pick.Article)?.Version.Number);
        }
        return await NewestAsync(db, pick.Article, cancel) is { } newest && At(newest, pick) is { } anchor ? (anchor, null) : null;
    }

    private static Anchor? At(ArticleContent content, AnchorPick pick) =>
        BlockText.Of(content).FirstOrDefault(b => b.Id == pick.Block) is { } block && Anchor.At(pick.Article, block, pick.Start, pick.End) is { } anchor && (pick.Exact is null || pick.Exact == anchor.Exact)
            ? anchor
            : null;
}
