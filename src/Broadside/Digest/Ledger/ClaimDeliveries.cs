using System.Data.Common;
using System.Globalization;
using Broadside.Kit;
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
        List<Delivery> taken = [.. found.Where(f => f.IsOnList).Select(f => f.Delivery)];
        await ChangeAsync("state = 'claimed', epoch = @with", epoch, taken);
        await ChangeAsync("state = 'excluded', settled_at = @with", Instants.Micros(time.GetUtcNow()), [.. found.Where(f => !f.IsOnList).Select(f => f.Delivery)]);
        await transaction.CommitAsync(cancel);
        return taken;

        // All in one statement: while it runs, nothing is written that a message waits for.
        async Task ChangeAsync(string change, long with, List<Delivery> which)
        {
            if (which.Count > 0)
            {
                var numbers = string.Join(',', which.Select(d => d.Subscriber.ToString(CultureInfo.InvariantCulture)));
                await Sql.RunAsync(connection, transaction, $"UPDATE deliveries SET {change} WHERE digest = @digest AND subscriber IN ({numbers})", cancel, ("digest", digest), ("with", with));
            }
        }
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
            found.Add((new Delivery(reader.GetInt64(0), address, reader.GetInt32(2), reader.GetInt32(3), reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4)), !Defence.IsOn("left-after-freeze") || reader.GetString(5) == "confirmed"));
        }
        return found;
    }
}
