using Broadside.Mail.Wire;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;

namespace Broadside.Mail.Inbound;

/// <summary>
/// A mailbox by IMAP. What was looked at bears a mark of ours, so that a mailbox that people read too is changed no further
/// than that; what was understood is marked as read, or deleted.
/// </summary>
internal sealed class ImapMailbox(MailSettings settings) : IMailbox
{
    private const string Mark = "BroadsideTook";
    private const int MostAtOnce = 500;

    public MailboxKind Kind => MailboxKind.Imap;

    public async Task<int> EmptyAsync(TakeOne take, CancellationToken cancel)
    {
        var box = settings.Inbound;
        using var client = new ImapClient { Timeout = 60_000, CheckCertificateRevocation = false };
        await client.ConnectAsync(box.Host!, box.Port, Security(box.Tls), cancel);
        await client.AuthenticateAsync(box.User, box.Password, cancel);
        await client.Inbox.OpenAsync(FolderAccess.ReadWrite, cancel);
        // A server that keeps no marks of others: read or not is all that it knows.
        var marks = client.Inbox.PermanentFlags.HasFlag(MessageFlags.UserDefined);
        var found = await client.Inbox.SearchAsync(marks ? SearchQuery.NotKeyword(Mark).And(SearchQuery.NotDeleted) : SearchQuery.NotSeen, cancel);
        var fresh = await client.Inbox.FetchAsync([.. found.Take(MostAtOnce)], MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancel);
        foreach (var summary in fresh)
        {
            var isOurs = summary.Size is not > TakeReturn.Largest && await take(await ReadAsync(client.Inbox, summary.UniqueId, cancel), cancel);
            var flags = !isOurs ? (marks ? MessageFlags.None : MessageFlags.Seen) : box.After == MailboxAfter.Delete ? MessageFlags.Deleted : MessageFlags.Seen;
            await client.Inbox.StoreAsync(summary.UniqueId, new StoreFlagsRequest(StoreAction.Add, flags, marks ? new HashSet<string> { Mark } : []) { Silent = true }, cancel);
            if (flags == MessageFlags.Deleted)
            {
                await client.Inbox.ExpungeAsync([summary.UniqueId], cancel);
            }
        }
        await client.DisconnectAsync(true, cancel);
        return fresh.Count;
    }

    public static SecureSocketOptions Security(WireSecurity tls) => tls switch
    {
        WireSecurity.None => SecureSocketOptions.None,
        WireSecurity.Starttls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.SslOnConnect,
    };

    private static async Task<byte[]> ReadAsync(IMailFolder folder, UniqueId id, CancellationToken cancel)
    {
        await using var stream = await folder.GetStreamAsync(id, cancel);
        using var message = new MemoryStream();
        await stream.CopyToAsync(message, cancel);
        return message.ToArray();
    }
}
