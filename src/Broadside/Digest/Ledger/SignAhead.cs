using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Broadside.Digest.Body;
using Broadside.Digest.Scheduling;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Dkim;
using Broadside.Mail.Routes;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Digest.Ledger;

/// <summary>
/// Signs the messages of a frozen digest before their hour: signing takes ten times what sending takes, and an RSA signature
/// made now is the same as one made then. What is sent before its turn comes is signed on its way.
/// </summary>
public sealed class SignAhead(IDbContextFactory<NewsroomDb> dbs, IEngine engine, MailRoutes routes, ReadBodies bodies, DkimKeys keys, MailToken tokens, Sender sender, BaseAddress address, IOutlet outlet) : IJob
{
    public const string JobKind = "digest.sign";

    private const int Stretch = 500;

    public string Kind => JobKind;

    public bool IsLong => true;

    public static string Key(long number) => string.Create(CultureInfo.InvariantCulture, $"{JobKind} {number}");

    public Task RunAsync(string payload, CancellationToken cancel) =>
        RunAsync(JsonSerializer.Deserialize<SendDigestJob.Which>(payload, CanonicalJson.Options)!.Number, cancel);

    /// <returns>How many were signed.</returns>
    public async Task<long> RunAsync(long number, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (!routes.All.Any(r => r.Settings.Sign) || await db.Set<DigestRow>().AsNoTracking().SingleOrDefaultAsync(d => d.Number == number, cancel) is not { State: DigestState.Frozen } digest)
        {
            return 0;
        }
        var (frozen, signer, signed) = (await bodies.RunAsync(number, cancel), keys.Signer, 0L);
        await using var connection = await engine.OpenAsync(readOnly: false, cancel);
        for (var after = 0L; ;)
        {
            var stretch = await NextAsync(connection, number, after, cancel);
            if (stretch.Count == 0)
            {
                return signed;
            }
            after = stretch[^1].Subscriber;
            var made = new byte[stretch.Count][];
            Parallel.For(0, stretch.Count, new ParallelOptions { CancellationToken = cancel }, () => new MessageWriter(digest, frozen, outlet.Name, tokens, sender, address), (i, _, writer) =>
            {
                made[i] = writer.SignAhead(stretch[i].Subscriber, stretch[i].Address, stretch[i].Body, signer);
                return writer;
            }, _ => { });
            await KeepAsync(connection, number, stretch, made, cancel);
            signed += stretch.Count;
        }
    }

    private static async Task<List<Delivery>> NextAsync(DbConnection connection, long digest, long after, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT d.subscriber, s.address, d.body FROM deliveries d JOIN subscribers s ON s.number = d.subscriber
            WHERE d.digest = @digest AND d.subscriber > @after AND d.state = 'pending' AND d.signature IS NULL
            ORDER BY d.subscriber LIMIT @most
            """;
        Sql.Add(command, ("digest", digest), ("after", after), ("most", Stretch));
        var found = new List<Delivery>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            found.Add(new Delivery(reader.GetInt64(0), WireAddress.Of(reader.GetString(1)), reader.GetInt32(2), 0, null));
        }
        return found;
    }

    private static async Task KeepAsync(DbConnection connection, long digest, List<Delivery> stretch, byte[][] made, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE deliveries SET signature = @signature WHERE digest = @digest AND subscriber = @subscriber AND state = 'pending'";
        Sql.Add(command, ("signature", Array.Empty<byte>()), ("digest", digest), ("subscriber", 0L));
        for (var i = 0; i < stretch.Count; i++)
        {
            command.Parameters["signature"].Value = made[i];
            command.Parameters["subscriber"].Value = stretch[i].Subscriber;
            await command.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
    }
}
