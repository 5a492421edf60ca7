using System.Globalization;
using Broadside.Storage;

namespace Broadside.Digest.Ledger;

/// <summary>Where the recipients of a digest are: the last nine always sum to <see cref="Frozen"/>.</summary>
public sealed record DigestStatus
{
    public required string Digest { get; init; }

    public required string State { get; init; }

    public long Frozen { get; init; }

    public long Accepted { get; init; }

    public long Deferred { get; init; }

    public long Pending { get; init; }

    public long Claimed { get; init; }

    public long Inflight { get; init; }

    public long Failed { get; init; }

    public long Excluded { get; init; }

    public long Expired { get; init; }

    public long InDoubt { get; init; }

    internal bool Adds => Accepted + Deferred + Pending + Claimed + Inflight + Failed + Excluded + Expired + InDoubt == Frozen;

    /// <summary>Counts in one statement, so that a sending beside it cannot be seen half.</summary>
    public static async Task<DigestStatus> ReadAsync(IEngine engine, DigestRow digest, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT state, count(*) FROM deliveries WHERE digest = @digest GROUP BY state";
        Sql.Add(command, ("digest", digest.Number));
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            counts[reader.GetString(0)] = reader.GetInt64(1);
        }
        long Of(DeliveryState state) => counts.GetValueOrDefault(LedgerSql.Word(state));
        return new DigestStatus
        {
            Digest = digest.Number.ToString(CultureInfo.InvariantCulture),
            State = digest.State.ToString().ToLowerInvariant(),
            Frozen = digest.Frozen,
            Accepted = Of(DeliveryState.Accepted),
            Deferred = Of(DeliveryState.Deferred),
            Pending = Of(DeliveryState.Pending),
            Claimed = Of(DeliveryState.Claimed),
            Inflight = Of(DeliveryState.Inflight),
            Failed = Of(DeliveryState.Failed),
            Excluded = Of(DeliveryState.Excluded),
            Expired = Of(DeliveryState.Expired),
            InDoubt = Of(DeliveryState.InDoubt),
        };
    }
}
