using System.Globalization;
using System.Text;
using Broadside.Articles;
using Broadside.Digest;
using Broadside.Digest.Archive;
using Broadside.Digest.Ledger;
using Broadside.Digest.Scheduling;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Storage;
using Broadside.Tests.Desk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Digest;

/// <summary>What tests of the digest's desk do by hand.</summary>
internal static class DigestDesk
{
    /// <summary>Only where nothing else runs jobs: a served newsroom has a runner of its own as soon as its clock moves.</summary>
    public static Task RunClockAsync(this TestNewsroom newsroom) => newsroom.Services.GetServices<IJob>().OfType<DigestClock>().Single().RunAsync("", TestContext.Current.CancellationToken);

    public static Task<IReadOnlyList<DigestRow>> DigestsAsync(this TestDesk desk) => DigestsAsync(desk.Db());

    public static Task<IReadOnlyList<DigestRow>> DigestsAsync(this TestNewsroom newsroom) => DigestsAsync(newsroom.Db());

    private static async Task<IReadOnlyList<DigestRow>> DigestsAsync(NewsroomDb open)
    {
        await using var db = open;
        return await db.Set<DigestRow>().AsNoTracking().OrderBy(d => d.Number).ToListAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<DigestRow> FreezeAsync(this TestDesk desk, DigestKind kind = DigestKind.Daily)
    {
        var open = await desk.Get<OpenDigest>().RunAsync(kind, desk.Time.GetUtcNow(), TestContext.Current.CancellationToken);
        var outcome = await desk.Get<FreezeDigest>().RunAsync(open.Number, isReleased: true, null, TestContext.Current.CancellationToken);
        Assert.Null(outcome.Refusal);
        return outcome.Value!;
    }

    /// <summary>As somebody at the desk publishes: for thirty seconds it can be undone.</summary>
    public static async Task PublishUnsettledAsync(this TestNewsroom newsroom, ArticleContent content)
    {
        await using var db = newsroom.Db();
        await using var writing = await newsroom.Get<VersionStore>().BeginWritingAsync(db, TestContext.Current.CancellationToken);
        await newsroom.Get<PublishArticles>().RunAsync(db, writing, [content], Actor.Operator, "A test.", TestContext.Current.CancellationToken, settledAt: newsroom.Time.GetUtcNow().AddSeconds(30));
    }

    /// <summary>Ids of the articles that its signed record names, sorted.</summary>
    public static async Task<string[]> ToldAsync(this TestNewsroom newsroom, DigestRow digest) =>
        [.. (await newsroom.Get<DigestArchive>().ReadAsync(digest.Day, TestContext.Current.CancellationToken))!.Languages.SelectMany(l => l.Articles).Order(StringComparer.Ordinal)];

    /// <summary>Whom it goes to, with what subject, and when, in UTC.</summary>
    public static async Task<(long Reader, string Subject, string Due)[]> MessagesAsync(this TestNewsroom newsroom, DigestRow digest)
    {
        await using var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: true, TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT d.subscriber, b.subject, d.due_at FROM deliveries d JOIN digest_bodies b ON b.digest = d.digest AND b.number = d.body WHERE d.digest = @digest ORDER BY d.subscriber";
        Sql.Add(command, ("digest", digest.Number));
        var messages = new List<(long, string, string)>();
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
        {
            messages.Add((rows.GetInt64(0), rows.GetString(1), Instants.At(rows.GetInt64(2)).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)));
        }
        return [.. messages];
    }

    /// <summary>The text part that this reader gets.</summary>
    public static async Task<string> TextAsync(this TestNewsroom newsroom, DigestRow digest, long reader)
    {
        var bodies = await newsroom.Get<ReadBodies>().RunAsync(digest.Number, TestContext.Current.CancellationToken);
        var body = bodies[(int)await newsroom.CountAsync(FormattableString.Invariant($"SELECT body FROM deliveries WHERE digest = {digest.Number} AND subscriber = {reader}"))];
        using var stream = new MemoryStream([.. Encoding.ASCII.GetBytes($"MIME-Version: 1.0\r\nContent-Type: {body.ContentType}\r\n\r\n"), .. body.Bytes]);
        using var message = await MimeKit.MimeMessage.LoadAsync(stream, TestContext.Current.CancellationToken);
        return message.TextBody!;
    }

    /// <summary>A number that the database answers with.</summary>
    public static async Task<long> CountAsync(this TestNewsroom newsroom, string sql)
    {
        await using var connection = await newsroom.Get<IEngine>().OpenAsync(readOnly: true, TestContext.Current.CancellationToken);
        return Convert.ToInt64(await Sql.AskAsync(connection, sql, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    public static async Task RunSqlAsync(this TestDesk desk, string sql)
    {
        await using var connection = await desk.Get<IEngine>().OpenAsync(readOnly: false, TestContext.Current.CancellationToken);
        Assert.NotEqual(0, await Sql.RunAsync(connection, sql, TestContext.Current.CancellationToken));
    }
}
