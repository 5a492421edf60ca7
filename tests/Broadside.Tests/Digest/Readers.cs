using Broadside.Digest;
using Broadside.Digest.Ledger;
using Broadside.Storage;

namespace Broadside.Tests.Digest;

/// <summary>Confirmed subscribers and a digest for them, without the ways that lead there.</summary>
internal static class Readers
{
    public static Task AddReadersAsync(this TestNewsroom newsroom, int count, string cadence = "daily", int? hour = null, string zone = "UTC", string language = "en", string topics = "", string domain = "example.org") =>
        newsroom.Get<IEngine>().AddReadersAsync(count, cadence, hour, zone, language, topics, domain);

    public static async Task AddReadersAsync(this IEngine engine, int count, string cadence = "daily", int? hour = null, string zone = "UTC", string language = "en", string topics = "", string domain = "example.org")
    {
        await using var connection = await engine.OpenAsync(readOnly: false, default);
        var start = Convert.ToInt64(await Sql.AskAsync(connection, "SELECT COALESCE(max(number), 0) FROM subscribers", default), System.Globalization.CultureInfo.InvariantCulture);
        await using var transaction = await connection.BeginTransactionAsync();
        for (var i = 1; i <= count; i++)
        {
            await Sql.RunAsync(
                connection, transaction,
                """
                INSERT INTO subscribers (number, address, address_key, state, cadence, topics, language, zone, hour, consent_text, consent_source, source, confirmed_at, soft_bounces, created_at, changed_at)
                VALUES (@number, @address, @address, 'confirmed', @cadence, @topics, @language, @zone, @hour, '', 'test', 'test', 1, 0, 1, 1)
                """,
                default, ("number", start + i), ("address", $"reader{start + i}@{domain}"), ("cadence", cadence), ("topics", topics), ("language", language), ("zone", zone), ("hour", hour));
        }
        await transaction.CommitAsync();
    }

    public static async Task<DigestRow> FreezeAsync(this TestNewsroom newsroom)
    {
        var open = await newsroom.Get<OpenDigest>().RunAsync(DigestKind.Daily, newsroom.Time.GetUtcNow(), default);
        var outcome = await newsroom.Get<FreezeDigest>().RunAsync(open.Number, isReleased: true, null, default);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    public static async Task<DigestStatus> SendAsync(this TestNewsroom newsroom, DigestRow digest, bool everything = true)
    {
        var outcome = await newsroom.Get<SendDigest>().RunAsync(digest.Number, everything, null, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        Assert.True(outcome.Value!.Adds, outcome.Value.ToString());
        return outcome.Value;
    }
}
