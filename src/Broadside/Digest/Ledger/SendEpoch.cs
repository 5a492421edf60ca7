using System.Data.Common;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Digest.Ledger;

/// <summary>
/// One run of a sender. Rows that it holds carry its number; it shows that it lives by an open file lock on its machine, and by
/// a lease in the database for other machines. Once both are gone, what it held is anybody's.
/// </summary>
public sealed class SendEpoch : IAsyncDisposable
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly IEngine engine;
    private readonly TimeProvider time;
    private readonly FileStream file;
    private readonly CancellationTokenSource ending = new();
    private readonly Task keeping;

    private SendEpoch(long number, FileStream file, IEngine engine, TimeProvider time)
    {
        (Number, this.file, this.engine, this.time) = (number, file, engine, time);
        keeping = KeepAsync();
    }

    public long Number { get; }

    public static async Task<SendEpoch> BeginAsync(IEngine engine, DataFolder folder, TimeProvider time, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        var number = Convert.ToInt64(await Sql.AskAsync(connection, "INSERT INTO send_epochs (machine, lease_until) VALUES (@machine, @until) RETURNING number", cancel, ("machine", folder.Path), ("until", Until(time))), System.Globalization.CultureInfo.InvariantCulture);
        Directory.CreateDirectory(folder.Within("senders"));
        return new SendEpoch(number, Open(folder, number), engine, time);
    }

    /// <summary>Numbers of senders that hold rows and do not live any more.</summary>
    public static async Task<IReadOnlyList<long>> DeadAsync(DbConnection connection, DataFolder folder, TimeProvider time, CancellationToken cancel)
    {
        var holders = new List<(long Number, string? Machine, long Until)>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = """
                SELECT d.epoch, e.machine, e.lease_until FROM (SELECT DISTINCT epoch FROM deliveries WHERE state IN ('claimed', 'inflight')) d
                LEFT JOIN send_epochs e ON e.number = d.epoch
                """;
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                holders.Add((reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? 0 : reader.GetInt64(2)));
            }
        }
        var now = Instants.Micros(time.GetUtcNow());
        return [.. holders.Where(h => h.Machine == folder.Path ? !IsOpen(folder, h.Number) : h.Until < now).Select(h => h.Number)];
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await keeping;
        await file.DisposeAsync();
        File.Delete(file.Name);
        ending.Dispose();
    }

    private static string FileOf(DataFolder folder, long number) => folder.Within("senders", number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static FileStream Open(DataFolder folder, long number) => new(FileOf(folder, number), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    // The lock goes with its process, however that ends.
    private static bool IsOpen(DataFolder folder, long number)
    {
        if (!File.Exists(FileOf(folder, number)))
        {
            return false;
        }
        try
        {
            Open(folder, number).Dispose();
            File.Delete(FileOf(folder, number));
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static long Until(TimeProvider time) => Instants.Micros(time.GetUtcNow() + Lease);

    private async Task KeepAsync()
    {
        while (true)
        {
            await Task.Delay(Lease / 4, time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ending.IsCancellationRequested)
            {
                return;
            }
            try
            {
                await using var connection = await engine.OpenAsync(readOnly: false, CancellationToken.None);
                await Sql.RunAsync(connection, "UPDATE send_epochs SET lease_until = @until WHERE number = @number", CancellationToken.None, ("until", Until(time)), ("number", Number));
            }
            catch (DbException)
            {
                // The database may be away for a moment; the lease is long enough for another try.
            }
        }
    }
}
