using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Import.Sample;

/// <summary>
/// Makes the dossier of the sample's quarrel and gives it to readers, by the rules that hold for any claim. Harmless twice; one
/// that somebody withdrew stays withdrawn, and where the articles no longer say all of it there is none.
/// </summary>
public sealed class MakeSampleDossier(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, ArticleTexts texts, StageActor actors, StageClaim claims, StageDossier stage, PublishDossier publish, TimeProvider time)
{
    /// <returns>Whether it was made now.</returns>
    public async Task<bool> RunAsync(Actor who, CancellationToken cancel)
    {
        var sample = SampleDossier.Read();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (versions.CannotPublish is not null || await db.Set<Dossier>().AnyAsync(d => d.Slug == sample.Slug, cancel) || await BlocksAsync(sample, cancel) is not { } blocks || !IsWhole(sample, blocks))
        {
            return false;
        }
        // One transaction: after a crash there is either no dossier or all of it.
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        if (await db.Set<Dossier>().FindAsync([sample.Slug], cancel) is not null)
        {
            return false;
        }
        await ActorsAsync(db, sample, who, cancel);
        await ClaimsAsync(db, sample, who, cancel);
        foreach (var (kind, key, words) in sample.Claims)
        {
            Done(await claims.AnchorsAsync(db, kind, SampleIds.Claim(kind, key), Picks(blocks, words), who, cancel), key);
        }
        await db.SaveChangesAsync(cancel);
        var dossier = await DossierAsync(db, sample, blocks, who, cancel);
        Done(await publish.RunAsync(db, writing, dossier, who, MakeSample.Why, cancel), sample.Slug);
        return true;
    }

    /// <summary>Where those words stand in the article; null where they do not, or more than once.</summary>
    public static AnchorPick? Find(string article, IReadOnlyList<BlockText> blocks, string words)
    {
        AnchorPick? found = null;
        foreach (var block in blocks)
        {
            for (var at = block.Text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = block.Text.IndexOf(words, at + 1, StringComparison.Ordinal))
            {
                if (found is not null)
                {
                    return null;
                }
                found = new AnchorPick(article, block.Id, at, at + words.Length, words);
            }
        }
        return found;
    }

    private static bool IsWhole(SampleDossier sample, Dictionary<string, IReadOnlyList<BlockText>> blocks) =>
        sample.Claims.Select(c => c.Words).Concat(sample.Story.Select(s => s.Words).OfType<IReadOnlyDictionary<string, string>>()).SelectMany(w => w).All(w => Find(w.Key, blocks[w.Key], w.Value) is not null);

    private static List<AnchorPick> Picks(Dictionary<string, IReadOnlyList<BlockText>> blocks, IReadOnlyDictionary<string, string> words) =>
        [.. words.Select(w => Find(SampleIds.Article(w.Key), blocks[w.Key], w.Value)!)];

    private async Task<Dictionary<string, IReadOnlyList<BlockText>>?> BlocksAsync(SampleDossier sample, CancellationToken cancel)
    {
        var blocks = new Dictionary<string, IReadOnlyList<BlockText>>(StringComparer.Ordinal);
        foreach (var name in sample.Articles)
        {
            if (await texts.LiveAsync(SampleIds.Article(name), cancel) is not { } content)
            {
                return null;
            }
            blocks[name] = BlockText.Of(content);
        }
        return blocks;
    }

    private async Task ActorsAsync(NewsroomDb db, SampleDossier sample, Actor who, CancellationToken cancel)
    {
        foreach (var actor in sample.Actors)
        {
            var id = SampleIds.Actor(actor.Key);
            // One that stayed from an earlier sample, because somebody uses it, is left as it is.
            if (await db.Set<ActorRow>().FindAsync([id], cancel) is not null)
            {
                continue;
            }
            Done(await actors.RunAsync(db, id, actor.Fields(), who, cancel), actor.Key);
            foreach (var alias in actor.Aliases ?? [])
            {
                Done(await actors.AliasAsync(db, id, alias.Name, alias.Language, alias.Kind, isAmbiguous: false, cancel), alias.Name);
            }
        }
    }

    private async Task ClaimsAsync(NewsroomDb db, SampleDossier sample, Actor who, CancellationToken cancel)
    {
        foreach (var role in sample.Roles)
        {
            Done(await claims.RoleAsync(db, SampleIds.Claim(ClaimKind.Role, role.Key), role.Fields(), who, cancel), role.Key);
        }
        foreach (var source in sample.Sources)
        {
            Done(await claims.SourceAsync(db, SampleIds.Claim(ClaimKind.Source, source.Key), source.Fields(), who, cancel), source.Key);
        }
        foreach (var happened in sample.Events)
        {
            Done(await claims.EventAsync(db, SampleIds.Claim(ClaimKind.Event, happened.Key), happened.Fields(), who, cancel), happened.Key);
        }
        foreach (var quote in sample.Quotes)
        {
            var article = await texts.LiveAsync(SampleIds.Article(quote.Words.First().Key), cancel);
            Done(await claims.QuoteAsync(db, SampleIds.Claim(ClaimKind.Quote, quote.Key), quote.Fields(), article!.Language, who, cancel), quote.Key);
        }
    }

    private async Task<Dossier> DossierAsync(NewsroomDb db, SampleDossier sample, Dictionary<string, IReadOnlyList<BlockText>> blocks, Actor who, CancellationToken cancel)
    {
        var dossier = StageDossier.New(db, sample.Slug, who);
        var story = sample.Story.Select(s => new StoryPick(s.Text, [.. s.Events.Select(e => SampleIds.Claim(ClaimKind.Event, e))], s.Words is null ? [] : Picks(blocks, s.Words))).ToList();
        var refusal = await stage.FieldsAsync(db, dossier, sample.Fields(), cancel)
            ?? await stage.ArticlesAsync(db, sample.Slug, sample.ArticleIds, cancel)
            ?? await stage.StoryAsync(db, dossier, story, cancel);
        if (refusal is not null)
        {
            throw Wrong(sample.Slug, refusal);
        }
        (dossier.Revision, dossier.ChangedAt) = (1, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        return dossier;
    }

    private static void Done<T>(Outcome<T> outcome, string what)
    {
        if (outcome.Refusal is { } refusal)
        {
            throw Wrong(what, refusal);
        }
    }

    private static InvalidDataException Wrong(string what, Refusal refusal) => new($"The program's own sample dossier was refused at {what}: {refusal.Message}");
}
