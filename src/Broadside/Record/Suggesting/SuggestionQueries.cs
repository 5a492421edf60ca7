using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Suggesting;

/// <summary>Questions about suggestions.</summary>
public sealed class SuggestionQueries(IDbContextFactory<NewsroomDb> dbs)
{
    /// <summary>How often what a rule suggested was taken, changed and refused.</summary>
    public sealed record Tally(string Rules, SuggestionKind Kind, int Accepted, int Edited, int Rejected, double? MeanMs);

    /// <summary>What waits for a decision, in the order of the blocks given, then of the words.</summary>
    public async Task<IReadOnlyList<SuggestionRow>> OpenAsync(string article, IReadOnlyList<string> blocks, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var open = await db.Set<SuggestionRow>().AsNoTracking().Where(s => s.Article == article && s.State == SuggestionState.Open).ToListAsync(cancel);
        var order = blocks.Index().ToDictionary(b => b.Item, b => b.Index);
        return [.. open.OrderBy(s => order.GetValueOrDefault(s.Block, int.MaxValue)).ThenBy(s => s.StartAt).ThenBy(s => s.Kind).ThenBy(s => s.Id, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<Tally>> TallyAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var decided = await db.Set<SuggestionRow>().AsNoTracking().Where(s => s.DecidedAt != null).Select(s => new { s.Rules, s.Kind, s.State, s.MsToDecide }).ToListAsync(cancel);
        return [.. decided.GroupBy(s => (s.Rules, s.Kind)).Select(g => new Tally(g.Key.Rules, g.Key.Kind,
            g.Count(s => s.State == SuggestionState.Accepted), g.Count(s => s.State == SuggestionState.Edited), g.Count(s => s.State == SuggestionState.Rejected), g.Average(s => (double?)s.MsToDecide))).OrderBy(t => t.Rules, StringComparer.Ordinal).ThenBy(t => t.Kind)];
    }
}
