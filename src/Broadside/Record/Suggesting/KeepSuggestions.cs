using System.Text.Json;
using Broadside.Articles;
using Broadside.Kit;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Suggesting;

/// <summary>Has an article read, and keeps what is new: what was decided stays decided, and suggesting twice is suggesting once.</summary>
public sealed class KeepSuggestions(IDbContextFactory<NewsroomDb> dbs, ArticleTexts texts, IEnumerable<IReadText> readers, Ids ids, TimeProvider time)
{
    private const int MostPayload = 20_000;
    private const int Repeated = 3;

    /// <summary>Reads the blocks that have changed, by every reader that there is; all of them when the day changed from which their dates count.</summary>
    /// <returns>How many suggestions are new.</returns>
    public async Task<Outcome<int>> RunAsync(string article, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await texts.NewestAsync(db, article, cancel) is not { } content)
        {
            return new Refusal("unknown", $"There is no article {article} with a text.");
        }
        var blocks = BlockText.Of(content);
        DateOnly? day = content.PublishedAt is { } at ? texts.DayOf(at) : null;
        var read = await db.Set<ReadBlock>().AsNoTracking().Where(b => b.Article == article).ToDictionaryAsync(b => b.Block, b => (b.Sha, b.Day), cancel);
        var changed = blocks.Where(b => read.GetValueOrDefault(b.Id) != (b.Sha256, Iso(day))).Select(b => b.Id).ToHashSet(StringComparer.Ordinal);
        if (changed.Count == 0 && read.Keys.All(id => blocks.Any(b => b.Id == id)))
        {
            return 0;
        }
        var text = new TextToRead(article, content.Title, content.Language, day, await WithoutRepeatedAsync(db, article, blocks, cancel), changed);
        var found = new List<ReadSuggestion>();
        // Outside of any transaction: it may take long.
        foreach (var reader in changed.Count == 0 ? [] : readers)
        {
            found.AddRange(await reader.ReadAsync(text, cancel));
        }
        return await KeepAsync(article, blocks, day, changed, found, cancel);
    }

    // A paragraph that stands in article after article is an appeal or a notice, and no part of the story.
    private static async Task<IReadOnlyList<BlockText>> WithoutRepeatedAsync(NewsroomDb db, string article, IReadOnlyList<BlockText> blocks, CancellationToken cancel)
    {
        var shas = blocks.Select(b => b.Sha256).ToList();
        var repeated = await db.Set<ReadBlock>().Where(b => b.Article != article && shas.Contains(b.Sha)).GroupBy(b => b.Sha).Where(g => g.Select(b => b.Article).Distinct().Count() >= Repeated).Select(g => g.Key).ToListAsync(cancel);
        return repeated.Count == 0 ? blocks : [.. blocks.Where(b => !repeated.Contains(b.Sha256))];
    }

    /// <param name="article">Id.</param>
    /// <param name="blocks">The whole text that was read.</param>
    /// <param name="day">From which its dates were counted; null: it had none.</param>
    /// <param name="changed">The blocks whose suggestions these are; those of other blocks stay as they are.</param>
    /// <param name="found">What was found; what does not stand in the text is passed over.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<int>> KeepAsync(string article, IReadOnlyList<BlockText> blocks, DateOnly? day, IReadOnlySet<string> changed, IReadOnlyList<ReadSuggestion> found, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<Article>().FindAsync([article], cancel) is null)
        {
            return new Refusal("unknown", $"There is no article {article}.");
        }
        var there = blocks.ToDictionary(b => b.Id);
        var present = await db.Set<SuggestionRow>().Where(s => s.Article == article).ToListAsync(cancel);
        var byKey = present.ToDictionary(s => s.Key);
        // What was decided and left its paragraph (split, moved, joined, typed anew) is decided wherever it comes back; a person is decided about once.
        var decided = present.Where(s => Defence.IsOn("decided-stays") && s.DecidedAt is not null && (s.Kind == SuggestionKind.Actor || !IsAtHome(s, there))).Select(s => Words(s.Kind, s.Exact)).ToHashSet(StringComparer.Ordinal);
        var (kept, added) = (new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var one in found.Where(f => changed.Contains(f.Block) && Stands(f, there)))
        {
            var key = KeyOf(one.Kind, one.Exact, one.Block);
            var row = byKey.GetValueOrDefault(key);
            // The same words that wait for a decision elsewhere go on waiting.
            if (!kept.Add(key) || (row is not { State: SuggestionState.Open } && decided.Contains(Words(one.Kind, one.Exact))))
            {
                continue;
            }
            if (row is not null)
            {
                Renew(row, one);
                continue;
            }
            db.Add(New(article, one, key));
            added++;
        }
        foreach (var gone in present.Where(s => s.State == SuggestionState.Open && !kept.Contains(s.Key) && (changed.Contains(s.Block) || !there.ContainsKey(s.Block))))
        {
            gone.State = SuggestionState.Superseded;
        }
        await NoteReadAsync(db, article, blocks, Iso(day), cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return added;
    }

    /// <summary>The same for the same words of one kind in one block.</summary>
    public static string KeyOf(SuggestionKind kind, string exact, string block) => Ids.Of($"{Words(kind, exact)}\n{block}", 26);

    private static string Words(SuggestionKind kind, string exact) => $"{kind}\n{Folded(exact)}";

    private static string Folded(string text) => new FoldedText(text).Text.ToLowerInvariant();

    private static bool IsAtHome(SuggestionRow row, Dictionary<string, BlockText> blocks) =>
        blocks.TryGetValue(row.Block, out var block) && Folded(block.Text).Contains(Folded(row.Exact), StringComparison.Ordinal);

    private static bool Stands(ReadSuggestion one, Dictionary<string, BlockText> blocks) =>
        one.Payload.Length <= MostPayload && blocks.TryGetValue(one.Block, out var block) && one.Start >= 0 && one.Start < one.End && one.End <= block.Text.Length
        && block.Text.AsSpan(one.Start, one.End - one.Start).SequenceEqual(one.Exact);

    // Its words came back, or more is known of it now; what a person decided is not asked again.
    private static void Renew(SuggestionRow row, ReadSuggestion one)
    {
        if (row.State is not (SuggestionState.Open or SuggestionState.Superseded))
        {
            return;
        }
        row.State = SuggestionState.Open;
        (row.Payload, row.Exact, row.StartAt, row.EndAt, row.AlsoIn) = (one.Payload, one.Exact, one.Start, one.End, Also(one));
        (row.Rules, row.Why, row.Confidence) = (one.Rules, one.Why, one.Confidence);
    }

    private SuggestionRow New(string article, ReadSuggestion one, string key) => new()
    {
        Id = ids.New(),
        Article = article,
        Block = one.Block,
        Kind = one.Kind,
        Payload = one.Payload,
        Exact = one.Exact,
        StartAt = one.Start,
        EndAt = one.End,
        AlsoIn = Also(one),
        Rules = one.Rules,
        Why = one.Why,
        Confidence = Math.Clamp(one.Confidence, 0, 100),
        Key = key,
        MadeAt = time.GetUtcNow(),
    };

    private static string Also(ReadSuggestion one) => JsonSerializer.Serialize(one.AlsoIn, CanonicalJson.Options);

    private static async Task NoteReadAsync(NewsroomDb db, string article, IReadOnlyList<BlockText> blocks, string? day, CancellationToken cancel)
    {
        var rows = await db.Set<ReadBlock>().Where(b => b.Article == article).ToListAsync(cancel);
        db.RemoveRange(rows.Where(r => blocks.All(b => b.Id != r.Block)));
        foreach (var block in blocks)
        {
            if (rows.FirstOrDefault(r => r.Block == block.Id) is { } row)
            {
                (row.Sha, row.Day) = (block.Sha256, day);
            }
            else
            {
                db.Add(new ReadBlock { Article = article, Block = block.Id, Sha = block.Sha256, Day = day });
            }
        }
    }

    private static string? Iso(DateOnly? day) => day is { } known ? Edtf.Day(known) : null;
}
