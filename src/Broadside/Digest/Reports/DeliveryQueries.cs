using Broadside.Storage;

namespace Broadside.Digest.Reports;

/// <summary>Single recipients of a digest: those in doubt, and those of whom a server said something. Both by key.</summary>
public sealed class DeliveryQueries(IEngine engine)
{
    /// <summary>A recipient's message, or one try of it.</summary>
    /// <param name="Address">Empty where the person has been forgotten since.</param>
    /// <param name="Attempt">Counts from 1.</param>
    /// <param name="Outcome">The state that it led to, by its word in the ledger.</param>
    /// <param name="Code">Of the server's answer; 0: none came.</param>
    /// <param name="Reply">Its own words.</param>
    public sealed record Line(long Subscriber, string Address, int Attempt, string Outcome, string? Route, int Code, string? Reply, DateTimeOffset? At);

    /// <param name="digest">Of which digest.</param>
    /// <param name="count">At most: those that are settled make room for the next.</param>
    /// <param name="cancel">Ends it.</param>
    public Task<IReadOnlyList<Line>> DoubtsAsync(long digest, int count, CancellationToken cancel) => ReadAsync(
        """
        SELECT d.subscriber, COALESCE(s.address, ''), d.attempt, d.state, d.route, d.code, d.reply, d.settled_at FROM deliveries d
        LEFT JOIN subscribers s ON s.number = d.subscriber
        WHERE d.digest = @digest AND d.state = 'in_doubt' ORDER BY d.subscriber LIMIT @count
        """, cancel, ("digest", digest), ("count", count));

    /// <summary>Every answer that was no "accepted", in the order of the recipients.</summary>
    /// <param name="digest">Of which digest.</param>
    /// <param name="after">Behind this recipient…</param>
    /// <param name="attempt">…and this try of theirs.</param>
    /// <param name="count">At most.</param>
    /// <param name="cancel">Ends it.</param>
    public Task<IReadOnlyList<Line>> AnswersAsync(long digest, long after, int attempt, int count, CancellationToken cancel) => ReadAsync(
        """
        SELECT a.subscriber, COALESCE(s.address, ''), a.attempt, a.outcome, a.route, a.code, a.reply, a.ended_at FROM delivery_attempts a
        LEFT JOIN subscribers s ON s.number = a.subscriber
        WHERE a.digest = @digest AND a.subscriber >= @after AND (a.subscriber > @after OR a.attempt > @attempt) ORDER BY a.subscriber, a.attempt LIMIT @count
        """, cancel, ("digest", digest), ("after", after), ("attempt", attempt), ("count", count));

    private async Task<IReadOnlyList<Line>> ReadAsync(string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Sql.Add(command, parameters);
        var lines = new List<Line>();
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            lines.Add(new Line(
                rows.GetInt64(0), rows.GetString(1), rows.GetInt32(2), rows.GetString(3), rows.IsDBNull(4) ? null : rows.GetString(4),
                rows.GetInt32(5), rows.IsDBNull(6) ? null : rows.GetString(6), rows.IsDBNull(7) ? null : Instants.At(rows.GetInt64(7))));
        }
        return lines;
    }
}
