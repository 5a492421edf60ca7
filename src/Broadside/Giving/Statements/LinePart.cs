using Broadside.Giving.Ledger;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Statements;

/// <summary>One of the entries that a line of the bank was settled by, where there are several: each is a payment of its own, with a receipt of its own.</summary>
public sealed class LinePart
{
    public required string Rail { get; init; }

    /// <summary>Of the line.</summary>
    public required string Key { get; init; }

    /// <summary>Of the entry's fact.</summary>
    public required string Remote { get; init; }

    public long Amount { get; init; }

    public required string Currency { get; init; }

    /// <summary>"gift/ID" or an account.</summary>
    public required string Goal { get; init; }

    /// <summary>The facts by which some lines were settled in parts; the parts are forgotten. Within the caller's transaction.</summary>
    internal static async Task<IReadOnlyList<FactKey>> TakeAsync(NewsroomDb db, string rail, IReadOnlyCollection<string> lines, CancellationToken cancel)
    {
        var parts = db.Set<LinePart>().Where(p => p.Rail == rail && lines.Contains(p.Key));
        var remotes = await parts.Select(p => p.Remote).ToListAsync(cancel);
        await parts.ExecuteDeleteAsync(cancel);
        return [.. remotes.Select(r => new FactKey(rail, "", FactKind.BankMatched, r))];
    }
}
