using System.Net.Sockets;
using Broadside.Guard;
using Broadside.Jobs;
using MailKit;
using MailKit.Security;

namespace Broadside.Mail.Inbound;

/// <summary>Looks into the mailbox to which bounces go, each minute, where one is set.</summary>
internal sealed class FetchReturns(MailSettings settings, IEnumerable<IMailbox> boxes, TakeReturn take, OutboundSwitch outbound, Alarms alarms) : IJob
{
    public const string JobKind = "mail-fetch";

    public string Kind => JobKind;

    public bool IsLong => true;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        // A copy would empty the original's mailbox.
        if (settings.Inbound.Host is not { Length: > 0 } host || !await outbound.MayAsync(cancel))
        {
            return;
        }
        try
        {
            await boxes.Single(b => b.Kind == settings.Inbound.Protocol).EmptyAsync(TakeAsync, cancel);
        }
        catch (Exception e) when (e is ProtocolException or CommandException or AuthenticationException or SslHandshakeException or IOException or SocketException or TimeoutException or NotSupportedException)
        {
            // The next minute tries again: what was not taken is still there.
            await alarms.RaiseAsync("mail-fetch", host, $"The mailbox {settings.Inbound.User} at {host} cannot be read: {e.Message} Correct the settings Mail:Inbound, or ask who runs it.", cancel);
            return;
        }
        await alarms.ClearAsync("mail-fetch", host, cancel);
    }

    private async Task<bool> TakeAsync(byte[] message, CancellationToken cancel) =>
        (await take.RunAsync(message, null, cancel)).Outcome is ReturnOutcome.Heard or ReturnOutcome.Known;
}
