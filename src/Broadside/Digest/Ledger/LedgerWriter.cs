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

    public async ValueTask DisposeAsync()
    {
        notes.Writer.TryComplete();
        await work;
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
                await CommitAsync(connection, batch);
                failures = 0;
                await engine.LetOthersWriteAsync(CancellationToken.None);
            }
#pragma warning disable CA1031 // whatever keeps the database from writing: intentions are given up, facts are kept and written later
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (connection is not null)
                {
                    await connection.DisposeAsync();
                    connection = null;
                }
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
        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task CommitAsync(DbConnection connection, List<LedgerNote> batch)
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
        var commands = new Dictionary<string, DbCommand>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Count; i++)
        {
            var first = true;
            foreach (var sql in LedgerSql.Of(batch[i]))
            {
                if (!commands.TryGetValue(sql, out var command))
                {
                    commands[sql] = command = connection.CreateCommand();
                    command.Transaction = transaction;
                    command.CommandText = sql;
                }
                LedgerSql.Fill(command.Parameters, command.CreateParameter, batch[i], digest, epoch.Number, time);
                var changed = await command.ExecuteNonQueryAsync();
                mine[i] = first ? changed == 1 : mine[i];
                first = false;
            }
        }
        foreach (var command in commands.Values)
        {
            await command.DisposeAsync();
        }
    }
}
