using Broadside.Articles.Body;
using Broadside.Articles.Comparing;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Translating;

/// <summary>Translations, and what has changed in their sources since somebody looked.</summary>
public sealed class TranslationQueries(IDbContextFactory<NewsroomDb> dbs, DeskArticleQueries articles, VersionsOfArticle versions)
{
    /// <param name="IsStale">The source has a newer version than the one that it is up to date with.</param>
    public sealed record Sibling(Article Article, bool IsStale);

    /// <summary>A part of the source with what stands for it in the translation.</summary>
    /// <param name="Kind">Of the field or block.</param>
    /// <param name="Block">Id of the block; null for a field.</param>
    /// <param name="Source">In pieces; what is new since is marked.</param>
    /// <param name="Text">Of the translation; null where it has none.</param>
    /// <param name="IsStale">It has changed since.</param>
    /// <param name="MayWrite">It is a plain text that can be written here.</param>
    public sealed record Pair(string Kind, string? Block, IReadOnlyList<Piece> Source, string? Text, bool IsStale, bool MayWrite);

    /// <param name="Version">The source's newest version that readers have; 0: none.</param>
    public sealed record Sides(Translation Translation, DeskArticle Source, ArticleContent SourceText, int Version, IReadOnlyList<Pair> Pairs)
    {
        public bool IsStale => Version > Translation.SourceVersion;
    }

    /// <summary>All articles that say the same, but this one.</summary>
    public async Task<IReadOnlyList<Sibling>> SiblingsAsync(Article article, CancellationToken cancel)
    {
        var group = article.TranslationGroup ?? article.Id;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var others = await db.Set<Article>().AsNoTracking().Where(a => (a.TranslationGroup == group || a.Id == group) && a.Id != article.Id).OrderBy(a => a.Language).ToListAsync(cancel);
        var ids = others.Select(a => a.Id).ToList();
        var seen = await db.Set<Translation>().AsNoTracking().Where(t => ids.Contains(t.ArticleId)).ToDictionaryAsync(t => t.ArticleId, cancel);
        var sources = await db.Set<Article>().AsNoTracking().Where(a => seen.Values.Select(t => t.SourceId).Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.CurrentVersion ?? 0, cancel);
        return [.. others.Select(a => new Sibling(a, seen.TryGetValue(a.Id, out var t) && sources.GetValueOrDefault(t.SourceId) > t.SourceVersion))];
    }

    /// <summary>The translation beside its source; null when it is none.</summary>
    public async Task<Sides?> SidesAsync(DeskArticle translation, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Translation>().AsNoTracking().SingleOrDefaultAsync(t => t.ArticleId == translation.Id, cancel) is not { } row
            || await articles.FindAsync(row.SourceId, who, cancel) is not { } source
            || (source.Live ?? source.Written) is not { } text
            || translation.Newest is not { } own)
        {
            return null;
        }
        var version = source.Live is null ? 0 : source.Entry!.Version.Number;
        var then = version > row.SourceVersion ? await versions.ContentAsync(source.Id, row.SourceVersion, cancel) : null;
        return new Sides(row, source, text, version, [.. Pairs(text, then, own)]);
    }

    private static IEnumerable<Pair> Pairs(ArticleContent source, ArticleContent? then, ArticleContent own)
    {
        yield return Field("title", source.Title, then?.Title, own.Title);
        if (source.Standfirst is { Length: > 0 } || own.Standfirst is { Length: > 0 })
        {
            yield return Field("standfirst", source.Standfirst ?? "", then is null ? null : then.Standfirst ?? "", own.Standfirst ?? "");
        }
        var before = then?.Blocks.ToDictionary(b => b.Id, StringComparer.Ordinal);
        var ours = own.Blocks.ToDictionary(b => b.Id, StringComparer.Ordinal);
        foreach (var block in source.Blocks)
        {
            var was = before is null ? CompareContents.Say(block) : before.GetValueOrDefault(block.Id) is { } old ? CompareContents.Say(old) : "";
            var now = CompareContents.Say(block);
            var mine = ours.GetValueOrDefault(block.Id);
            ours.Remove(block.Id);
            yield return new Pair(CompareContents.KindOf(block), block.Id, WordDiff.Run(was, now).After, mine is null ? null : Text(mine), was != now, mine is TextBlock);
        }
        foreach (var alone in own.Blocks.Where(b => ours.ContainsKey(b.Id)))
        {
            yield return new Pair(CompareContents.KindOf(alone), alone.Id, [], Text(alone), false, alone is TextBlock);
        }
    }

    private static Pair Field(string kind, string now, string? then, string own) =>
        new(kind, null, WordDiff.Run(then ?? now, now).After, own, then is not null && then != now, true);

    private static string Text(Block block) => block is TextBlock text ? TranslatedText.Write(text) : CompareContents.Say(block);
}
