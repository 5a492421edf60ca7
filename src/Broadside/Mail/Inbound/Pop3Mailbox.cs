using MailKit.Net.Pop3;

namespace Broadside.Mail.Inbound;

/// <summary>A mailbox by POP3, which knows no marks: what was looked at is remembered until the program ends, and what is heard a second time counts once.</summary>
internal sealed class Pop3Mailbox(MailSettings settings) : IMailbox
{
    private const int MostAtOnce = 500;

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    public MailboxKind Kind => MailboxKind.Pop3;

    public async Task<int> EmptyAsync(TakeOne take, CancellationToken cancel)
    {
        var box = settings.Inbound;
        using var client = new Pop3Client { Timeout = 60_000, CheckCertificateRevocation = false };
        await client.ConnectAsync(box.Host!, box.Port, ImapMailbox.Security(box.Tls), cancel);
        await client.AuthenticateAsync(box.User, box.Password, cancel);
        var names = await client.GetMessageUidsAsync(cancel);
        seen.IntersectWith(names);
        var count = 0;
        for (var i = 0; i < names.Count && count < MostAtOnce; i++)
        {
            if (seen.Contains(names[i]))
            {
                continue;
            }
            count++;
            var isOurs = await client.GetMessageSizeAsync(i, cancel) <= TakeReturn.Largest && await take(await ReadAsync(client, i, cancel), cancel);
            if (isOurs && box.After == MailboxAfter.Delete)
            {
                await client.DeleteMessageAsync(i, cancel);
            }
            seen.Add(names[i]);
        }
        // Only with this goodbye does the server delete.
        await client.DisconnectAsync(true, cancel);
        return count;
    }

    private static async Task<byte[]> ReadAsync(Pop3Client client, int index, CancellationToken cancel)
    {
        await using var stream = await client.GetStreamAsync(index, cancellationToken: cancel);
        using var message = new MemoryStream();
        await stream.CopyToAsync(message, cancel);
        return message.ToArray();
    }
}
