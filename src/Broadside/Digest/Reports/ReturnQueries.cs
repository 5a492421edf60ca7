using Broadside.Mail;
using Broadside.Storage;

namespace Broadside.Digest.Reports;

/// <summary>What came back of a digest: bounces, complaints, readers who left by mail, in the far servers' own words.</summary>
public sealed class ReturnQueries(IEngine engine, MailToken tokens)
{
    // A token begins with its use and the digest's number: five bytes, eight letters.
    private const int Known = 8;

    /// <param name="Subscriber">Whose message it was.</param>
    /// <param name="Kind">As <c>hard</c>.</param>
    /// <param name="Status">The enhanced code, or nothing.</param>
    /// <param name="Words">The far server's own.</param>
    public sealed record Line(long Subscriber, string Kind, string Status, string Words, DateTimeOffset At);

    /// <summary>How many readers' messages came back, by what it means.</summary>
    public async Task<IReadOnlyList<(string Kind, long Count)>> CountAsync(long digest, CancellationToken cancel)
    {
        var counts = new List<(string, long)>();
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT kind, count(DISTINCT token) AS readers FROM mail_returns WHERE token >= @first AND token <= @last GROUP BY kind ORDER BY readers DESC, kind";
        Sql.Add(command, Range(digest));
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            counts.Add((rows.GetString(0), rows.GetInt64(1)));
        }
        return counts;
    }

    /// <summary>How many readers left the list by it: by its link, by their mail program's button, by mail.</summary>
    public async Task<long> LeaversAsync(long digest, CancellationToken cancel)
    {
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        return Convert.ToInt64(await Sql.AskAsync(connection, "SELECT count(*) FROM digest_leavers WHERE digest = @digest", cancel, ("digest", digest)), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <param name="digest">Of which digest.</param>
    /// <param name="count">The newest, at most so many.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<IReadOnlyList<Line>> LatestAsync(long digest, int count, CancellationToken cancel)
    {
        var lines = new List<Line>();
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT token, kind, status, words, received_at FROM mail_returns WHERE token >= @first AND token <= @last ORDER BY received_at DESC LIMIT @count";
        Sql.Add(command, [.. Range(digest), ("count", count)]);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        while (await rows.ReadAsync(cancel))
        {
            if (tokens.TryOpen(rows.GetString(0), out _, out _, out var subscriber))
            {
                lines.Add(new Line(subscriber, rows.GetString(1), rows.GetString(2), rows.GetString(3), Instants.At(rows.GetInt64(4))));
            }
        }
        return lines;
    }

    private (string, object?)[] Range(long digest)
    {
        var begins = tokens.Make(MailTokenUse.Digest, digest, 0)[..Known];
        return [("first", begins + new string('0', MailToken.Length - Known)), ("last", begins + new string('z', MailToken.Length - Known))];
    }
}
