using System.Data.Common;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Digest.Ledger;

/// <summary>
/// Takes over what dead senders held: what was only claimed is pending again, what was in flight is in doubt. And settles doubts
/// by policy: the same bytes once more, by the same route; what is in doubt a second time waits for a person.
/// </summary>
public sealed class RecoverDeliveries(IEngine engine, DataFolder folder, TimeProvider time)
{
    /// <returns>How many came to be in doubt.</returns>
    public async Task<int> TakeOverAsync(CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        var doubts = 0;
        foreach (var epoch in await SendEpoch.DeadAsync(connection, folder, time, cancel))
        {
            doubts += await FreeAsync(connection, epoch, "The program ended while this was in flight.", cancel);
        }
        return doubts;
    }

    /// <summary>Once all connections of a sender have ended: what one of them still held, because something went wrong in it.</summary>
    public async Task ReleaseAsync(SendEpoch epoch)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, CancellationToken.None);
        await FreeAsync(connection, epoch.Number, "The connection ended while this was in flight.", CancellationToken.None);
    }

    private async Task<int> FreeAsync(DbConnection connection, long epoch, string why, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (Defence.IsOn("taken-over-once"))
        {
            // Of two that take over the same dead sender, the second waits here, and then finds nothing left.
            await Sql.RunAsync(connection, transaction, "UPDATE send_epochs SET machine = machine WHERE number = @epoch", cancel, ("epoch", epoch));
        }
        await Sql.RunAsync(connection, transaction, "UPDATE deliveries SET state = 'pending', epoch = NULL WHERE epoch = @epoch AND state = 'claimed'", cancel, ("epoch", epoch));
        await Sql.RunAsync(
            connection, transaction,
            """
            INSERT INTO delivery_attempts (digest, subscriber, attempt, route, ended_at, outcome, code, reply)
            SELECT digest, subscriber, attempt, route, @now, 'in_doubt', 0, @why FROM deliveries WHERE epoch = @epoch AND state = 'inflight'
            """,
            cancel, ("epoch", epoch), ("now", Instants.Micros(time.GetUtcNow())), ("why", why));
        var doubts = await Sql.RunAsync(connection, transaction, "UPDATE deliveries SET state = 'in_doubt', epoch = NULL WHERE epoch = @epoch AND state = 'inflight'", cancel, ("epoch", epoch));
        await transaction.CommitAsync(cancel);
        return doubts;
    }

    /// <returns>How many are sent once more.</returns>
    public async Task<int> ResendAsync(long digest, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        return await Sql.RunAsync(connection, "UPDATE deliveries SET state = 'pending', doubts = doubts + 1 WHERE digest = @digest AND state = 'in_doubt' AND doubts = 0", cancel, ("digest", digest));
    }
}
