using System.Data.Common;
using System.Threading.Channels;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Digest.Ledger;

/// <summary>
/// The one place that writes the deliveries of a sending: whatever all connections want written at one moment goes into one
/// durable commit. A connection sends its final dot only once its intention stands here, so that after any crash at most one
/// message per connection is in doubt.
/// </summary>
public sealed class LedgerWriter : IAsyncDisposable
{
    private const int MostAtOnce = 512;

    private readonly Channel<LedgerNote> notes = Channel.CreateUnbounded<LedgerNote>(new UnboundedChannelOptions { SingleReader = true });
    private readonly long digest;
    private readonly SendEpoch epoch;
    private readonly IEngine engine;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1, 1);

    // Made once for a connection, and prepared by the database at their first use.
    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);
    private readonly Task work;

    public LedgerWriter(long digest, SendEpoch epoch, IEngine engine, TimeProvider time)
    {
        (this.digest, this.epoch, this.engine, this.time) = (digest, epoch, engine, time);
        work = Task.Run(WorkAsync);
    }

    /// <summary>Writes down that the final dot may leave. Returns once that is durable; throws where it could not be written, and then nothing may be sent.</summary>
    internal Task IntendAsync(Delivery delivery, string route)
    {
        var note = new LedgerNote(delivery, DeliveryState.Inflight, route, default);
        notes.Writer.TryWrite(note);
        return note.Written.Task;
    }

    /// <summary>Writes down what came of it, with the next commit.</summary>
    internal Task NoteAsync(LedgerNote note)
    {
        notes.Writer.TryWrite(note);
        return note.Written.Task;
    }

    /// <summary>For what else this sender writes: while it runs, nothing is committed here.</summary>
    internal async Task<T> BetweenCommitsAsync<T>(Func<Task<T>> write)
    {
        await turn.WaitAsync();
        try
        {
            return await write();
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        notes.Writer.TryComplete();
        await work;
        turn.Dispose();
    }

    private async Task WorkAsync()
    {
        var batch = new List<LedgerNote>();
        var kept = new List<LedgerNote>();
        DbConnection? connection = null;
        for (var failures = 0; kept.Count > 0 || await notes.Reader.WaitToReadAsync();)
        {
            batch.Clear();
            batch.AddRange(kept);
            kept.Clear();
            while (batch.Count < MostAtOnce && notes.Reader.TryRead(out var note))
            {
                batch.Add(note);
            }
            try
            {
                connection ??= await engine.OpenAsync(readOnly: false, CancellationToken.None);
                await BetweenCommitsAsync(() => CommitAsync(connection, batch));
                failures = 0;
                await engine.LetOthersWriteAsync(CancellationToken.None);
            }
#pragma warning disable CA1031 // whatever keeps the database from writing: intentions are given up, facts are kept and written later
            catch (Exception e)
#pragma warning restore CA1031
            {
                await CloseAsync(connection);
                connection = null;
                kept.AddRange(batch.Where(n => n.IsFact));
                batch.Where(n => !n.IsFact).ToList().ForEach(n => n.Written.TrySetException(e));
                if (++failures > 20)
                {
                    kept.ForEach(n => n.Written.TrySetException(e));
                    kept.Clear();
                }
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(2000, 50 << Math.Min(failures, 6))), time);
            }
        }
        await CloseAsync(connection);
    }

    private async Task CloseAsync(DbConnection? connection)
    {
        foreach (var command in commands.Values)
        {
            await command.DisposeAsync();
        }
        commands.Clear();
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task<bool> CommitAsync(DbConnection connection, List<LedgerNote> batch)
    {
        var mine = new bool[batch.Count];
        await using (var transaction = await connection.BeginTransactionAsync(CancellationToken.None))
        {
            await WriteAsync(connection, transaction, batch, mine);
            Mishap.Here("ledger before commit");
            await transaction.CommitAsync(CancellationToken.None);
        }
        Mishap.Here("ledger after commit");
        for (var i = 0; i < batch.Count; i++)
        {
            if (mine[i] || batch[i].IsFact)
            {
                batch[i].Written.TrySetResult();
            }
            else
            {
                batch[i].Written.TrySetException(new InvalidOperationException("Another sender has taken this message over."));
            }
        }
        return true;
    }

    private async Task WriteAsync(DbConnection connection, DbTransaction transaction, List<LedgerNote> batch, bool[] mine)
    {
        if (!connection.CanCreateBatch)
        {
            await WriteOneByOneAsync(connection, transaction, batch, mine);
            return;
        }
        // One journey to the server for all of them.
        await using var together = connection.CreateBatch();
        together.Transaction = transaction;
        var places = new List<int>();
        for (var i = 0; i < batch.Count; i++)
        {
            foreach (var sql in LedgerSql.Of(batch[i]))
            {
                var command = together.CreateBatchCommand();
                command.CommandText = sql;
                LedgerSql.Fill(command.Parameters, command.CreateParameter, batch[i], digest, epoch.Number, time);
                together.BatchCommands.Add(command);
                places.Add(i);
            }
        }
        await together.ExecuteNonQueryAsync();
        for (var k = places.Count - 1; k >= 0; k--)
        {
            mine[places[k]] = together.BatchCommands[k].RecordsAffected == 1;
        }
    }

    private async Task WriteOneByOneAsync(DbConnection connection, DbTransaction transaction, List<LedgerNote> batch, bool[] mine)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var first = true;
            foreach (var sql in LedgerSql.Of(batch[i]))
            {
                if (!commands.TryGetValue(sql, out var command))
                {
                    commands[sql] = command = connection.CreateCommand();
                    command.CommandText = sql;
                }
                command.Transaction = transaction;
                LedgerSql.Fill(command.Parameters, command.CreateParameter, batch[i], digest, epoch.Number, time);
                var changed = await command.ExecuteNonQueryAsync();
                mine[i] = first ? changed == 1 : mine[i];
                first = false;
            }
        }
    }
}
