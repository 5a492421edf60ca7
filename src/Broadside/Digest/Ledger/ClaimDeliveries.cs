using System.Data.Common;
using Broadside.Mail;
using Broadside.Storage;

namespace Broadside.Digest.Ledger;

/// <summary>Takes the next deliveries that are due, for this sender alone. Who left the list after the freeze is passed over here, at the last moment.</summary>
public sealed class ClaimDeliveries(IEngine engine, TimeProvider time)
{
    /// <param name="digest">Of which digest.</param>
    /// <param name="epoch">Who takes them.</param>
    /// <param name="route">By which route they are to go: what is in doubt on one goes by no other.</param>
    /// <param name="due">Pending ones whose hour has come by then; deferred ones never before their time.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Delivery>> RunAsync(long digest, long epoch, string route, DateTimeOffset due, int most, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var found = await FindAsync(connection, transaction, digest, route, due, most, cancel);
        foreach (var (delivery, isOnList) in found)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = isOnList
                ? "UPDATE deliveries SET state = 'claimed', epoch = @epoch WHERE digest = @digest AND subscriber = @subscriber"
                : "UPDATE deliveries SET state = 'excluded', settled_at = @now WHERE digest = @digest AND subscriber = @subscriber";
            Sql.Add(command, ("digest", digest), ("subscriber", delivery.Subscriber));
            Sql.Add(command, isOnList ? ("epoch", epoch) : ("now", Instants.Micros(time.GetUtcNow())));
            await command.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        return [.. found.Where(f => f.IsOnList).Select(f => f.Delivery)];
    }

    private async Task<List<(Delivery Delivery, bool IsOnList)>> FindAsync(DbConnection connection, DbTransaction transaction, long digest, string route, DateTimeOffset due, int most, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"""
            SELECT d.subscriber, s.address, d.body, d.attempt, d.signature, COALESCE(s.state, '') FROM deliveries d
            LEFT JOIN subscribers s ON s.number = d.subscriber
            WHERE d.digest = @digest AND d.state IN ('pending', 'deferred') AND d.due_at <= @due AND (d.state = 'pending' OR d.due_at <= @now) AND (d.doubts = 0 OR d.route = @route)
            ORDER BY d.due_at LIMIT @most {engine.PassOverLocked("d")}
            """;
        Sql.Add(command, ("digest", digest), ("due", Instants.Micros(due)), ("now", Instants.Micros(time.GetUtcNow())), ("route", route), ("most", most));
        var found = new List<(Delivery, bool)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var address = reader.IsDBNull(1) ? "" : WireAddress.Of(reader.GetString(1));
            found.Add((new Delivery(reader.GetInt64(0), address, reader.GetInt32(2), reader.GetInt32(3), reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4)), reader.GetString(5) == "confirmed"));
        }
        return found;
    }
}
