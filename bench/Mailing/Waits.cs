using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Broadside.Bench;

/// <summary>Writes one small row every twenty milliseconds, as a desk does that saves, until the file STOP appears; says how long the writes waited.</summary>
internal static class Waits
{
    public static async Task<int> RunAsync(string database, string stop)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Default Timeout=30");
        await connection.OpenAsync();
        await RunAsync(connection, "PRAGMA synchronous=FULL; PRAGMA busy_timeout=15000");
        await RunAsync(connection, "CREATE TABLE IF NOT EXISTS bench_waits (n INTEGER)");
        var waits = new List<double>();
        while (!File.Exists(stop))
        {
            var began = Stopwatch.GetTimestamp();
            // As every write of the program does: that it waits is seen by whoever has much to write.
            using (Want(database + "-turn"))
            {
                await RunAsync(connection, "BEGIN IMMEDIATE");
            }
            await RunAsync(connection, "INSERT INTO bench_waits VALUES (1); COMMIT");
            waits.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(20);
        }
        waits.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{waits.Count} writes beside it: median {waits[waits.Count / 2]:0.0} ms, p99 {waits[(int)(waits.Count * 0.99)]:0.0} ms, longest {waits[^1]:0.0} ms"));
        return 0;
    }

    private static IDisposable? Want(string turn)
    {
        try
        {
            return File.OpenHandle(turn, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        }
        catch (IOException)
        {
            // Somebody looks in this very moment: then the wait is not shown.
            return null;
        }
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the statements stand in this file
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
