using Broadside.Articles;
using Broadside.Guard;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Anchoring;

/// <summary>
/// After an article has changed for readers: finds every claim's words anew and signs its dossiers without what no article says
/// any longer. It starts from the signed dossier and never from the tables, so nothing gets to readers that no person published.
/// </summary>
public sealed class CheckAnchors(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, DossierArchive archive, SignDossier sign, ArticleTexts texts, Catalogue catalogue, Theme theme, TimeProvider time)
{
    /// <summary>Harmless twice.</summary>
    public async Task RunAsync(IReadOnlyList<string> articles, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var anchored = await db.Set<AnchorRow>().Where(a => articles.Contains(a.Article)).Select(a => a.Article).Distinct().ToListAsync(cancel);
        foreach (var article in anchored)
        {
            await RowsAsync(article, cancel);
        }
        foreach (var slug in archive.All.Where(d => d.Articles.Intersect(articles).Any()).Select(d => d.Slug).ToList())
        {
            await DossierAsync(slug, cancel);
        }
    }

    private async Task RowsAsync(string article, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var live = await texts.LiveAsync(article, cancel);
        IReadOnlyList<BlockText> blocks = live is null ? [] : BlockText.Of(live);
        var now = time.GetUtcNow();
        foreach (var row in await db.Set<AnchorRow>().Where(a => a.Article == article).ToListAsync(cancel))
        {
            var anchor = row.ToAnchor();
            var place = FindAnchor.In(anchor, blocks, row.Kind == ClaimKind.Quote);
            if (place.State == AnchorState.Moved)
            {
                row.Take(anchor.MovedTo(blocks.First(b => b.Id == place.Block), place.Start, place.End));
            }
            if (place.IsLive)
            {
                row.Version = catalogue.ById(article)?.Version.Number;
            }
            // What has been known to be gone keeps its hour, so that the inbox stays in order.
            if (row.State != place.State || place.IsLive)
            {
                (row.State, row.CheckedAt) = (place.State, now);
            }
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }

    private async Task DossierAsync(string slug, CancellationToken cancel)
    {
        if (versions.CannotPublish is not null)
        {
            return;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (await archive.ReadAsync(slug, cancel) is not { } signed)
        {
            return;
        }
        var blocks = new Dictionary<string, IReadOnlyList<BlockText>>(StringComparer.Ordinal);
        foreach (var article in signed.Articles)
        {
            if (await texts.LiveAsync(article, cancel) is { } live)
            {
                blocks[article] = BlockText.Of(live);
            }
        }
        var kept = LiveAnchors.Keep(signed, blocks);
        if (Kit.CanonicalJson.Sha256(Kit.CanonicalJson.Bytes(kept)) == Kit.CanonicalJson.Sha256(Kit.CanonicalJson.Bytes(signed)))
        {
            return;
        }
        kept = kept with { Log = [.. signed.Log, .. DossierLog.Between(signed, kept, time.GetUtcNow().ToUnixTimeSeconds(), theme.Vocabulary, isGone: true)] };
        await sign.RunAsync(db, writing, [(kept, VersionKind.Correct)], Actor.Operator, "An article of the dossier changed.", cancel);
    }
}
