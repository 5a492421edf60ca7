using System.Globalization;
using Broadside.Mail;
using Broadside.Mail.Inbound;
using Broadside.Storage;

namespace Broadside.Digest.Ledger;

/// <summary>By which route digests left, and to whom.</summary>
internal sealed class DeliveryRoute(IEngine engine) : ISentBy
{
    public MailTokenUse Use => MailTokenUse.Digest;

    public async Task<IReadOnlyList<SentMessage>> SentAsync(IReadOnlyCollection<(long First, long Second)> messages, CancellationToken cancel)
    {
        var sent = new List<SentMessage>();
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        foreach (var digest in messages.GroupBy(m => m.First))
        {
            var numbers = string.Join(", ", digest.Select(m => m.Second.ToString(CultureInfo.InvariantCulture)));
            await using var command = connection.CreateCommand();
            command.CommandText = $"""
                SELECT d.route, COALESCE(s.address, '') FROM deliveries d LEFT JOIN subscribers s ON s.number = d.subscriber
                WHERE d.digest = @digest AND d.route IS NOT NULL AND d.subscriber IN ({numbers})
                """;
            Sql.Add(command, ("digest", digest.Key));
            await using var rows = await command.ExecuteReaderAsync(cancel);
            while (await rows.ReadAsync(cancel))
            {
                sent.Add(new SentMessage(rows.GetString(0), rows.GetString(1)));
            }
        }
        return sent;
    }
}
