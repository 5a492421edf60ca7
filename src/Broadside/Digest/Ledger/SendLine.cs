using System.Security.Cryptography;
using Broadside.Digest.Body;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Dkim;
using Broadside.Mail.Routes;
using Broadside.Mail.Wire;

namespace Broadside.Digest.Ledger;

/// <summary>
/// One connection at work: begins a message, sends its text, has the intention written down, and only then sends the final
/// dot, which opens the next message in the same packet. Whatever happens before the dot leaves the message certainly undelivered.
/// </summary>
/// <param name="route">The way out.</param>
/// <param name="ledger">Where everything is written down.</param>
/// <param name="writer">Makes the messages.</param>
/// <param name="signer">Null where the route signs.</param>
/// <param name="due">What there is to send.</param>
/// <param name="refused">Hears of a message that was refused for good, before it is settled.</param>
/// <param name="time">The clock.</param>
internal sealed class SendLine(MailRoute route, LedgerWriter ledger, MessageWriter writer, DkimSigner? signer, DueDeliveries due, Func<Delivery, SmtpAnswer, Task> refused, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    /// <summary>Sends until nothing is due, or the route is of no use any more.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        for (var losses = 0; await route.IsUsableAsync(cancel) && await due.NextAsync(isPatient: true, cancel) is { } first;)
        {
            var (line, answer) = await route.OpenAsync(cancel);
            if (line is null)
            {
                await ReleaseAsync(first, answer, cancel);
                await Task.Delay(Pause(++losses), time, cancel);
                continue;
            }
            Mishap.Here("mail line open");
            await using (line)
            {
                if (await SendAllAsync(line, first, cancel) > 0)
                {
                    await route.WorksAsync(cancel);
                    losses = 0;
                    continue;
                }
            }
            // A server that opens and then takes nothing works no better than one that is away.
            await route.FailedAsync(SmtpAnswer.Lost("The mail server ends connections before it has taken a message."), cancel);
            await Task.Delay(Pause(++losses), time, cancel);
        }
    }

    // Returns how many were settled on this connection.
    private async Task<int> SendAllAsync(IMailLine line, Delivery first, CancellationToken cancel)
    {
        var settled = 0;
        var begun = await BeginAsync(line, first);
        for (Delivery? current = first; current is not null;)
        {
            if (begun.IsGood)
            {
                Mishap.Here("mail message begun");
                begun = await line.WriteAsync(writer.Write(current.Subscriber, current.Address, current.Body, signer, current.Signature));
            }
            if (!begun.IsGood)
            {
                settled += await RefusedAsync(current, begun, cancel) ? 1 : 0;
                current = line.IsLost ? null : await NextAsync(settled, isPatient: true, cancel);
                begun = current is null ? default : await BeginAsync(line, current);
                continue;
            }
            var next = await NextAsync(settled + 1, isPatient: false, cancel);
            await IntendAsync(current, next, cancel);
            Mishap.Here("mail before dot");
            SmtpAnswer ended;
            if (next is not null && CanTake(line, next))
            {
                (ended, begun) = await line.EndAndBeginAsync(Envelope(next));
                settled += await EndedAsync(current, ended, cancel) ? 1 : 0;
            }
            else
            {
                ended = await line.EndAsync();
                settled += await EndedAsync(current, ended, cancel) ? 1 : 0;
                next ??= line.IsLost ? null : await NextAsync(settled, isPatient: true, cancel);
                begun = next is null ? default : await BeginAsync(line, next);
            }
            current = next;
        }
        return settled;
    }

    // Where it cannot be written down, the message stays without its dot and is none, and this connection ends.
    private async Task IntendAsync(Delivery delivery, Delivery? next, CancellationToken cancel)
    {
        if (!Defence.IsOn("intent-first"))
        {
            _ = ledger.IntendAsync(delivery, route.Name);
            return;
        }
        try
        {
            await ledger.IntendAsync(delivery, route.Name);
        }
        catch
        {
            await ReleaseAsync(delivery, default, cancel);
            if (next is not null)
            {
                await ReleaseAsync(next, default, cancel);
            }
            throw;
        }
    }

    private SmtpEnvelope Envelope(Delivery delivery) => new(writer.ReturnPath(delivery.Subscriber), delivery.Address);

    private bool CanTake(IMailLine line, Delivery delivery) => Envelope(delivery) is { IsSafe: true } envelope && (line.TakesUtf8 || !envelope.NeedsUtf8);

    private Task<SmtpAnswer> BeginAsync(IMailLine line, Delivery delivery) =>
        CanTake(line, delivery) ? line.BeginAsync(Envelope(delivery))
        : Task.FromResult(Envelope(delivery).IsSafe
            ? new SmtpAnswer(553, "5.6.7 The mail server of this route takes no address outside ASCII.", SmtpStep.Recipient)
            : new SmtpAnswer(553, "5.1.3 This is no mail address.", SmtpStep.Recipient));

    private async Task<Delivery?> NextAsync(int onThis, bool isPatient, CancellationToken cancel) =>
        (route.Settings.MaxPerConnection > 0 && onThis >= route.Settings.MaxPerConnection) || !route.IsUsableAsHeard ? null : await due.NextAsync(isPatient, cancel);

    // Refused, or lost, before the dot. True when its row is settled.
    private async Task<bool> RefusedAsync(Delivery delivery, SmtpAnswer answer, CancellationToken cancel)
    {
        if (answer.IsLost)
        {
            await ReleaseAsync(delivery, answer, cancel);
            return false;
        }
        if (answer.Code == 421)
        {
            await route.FailedAsync(answer, cancel);
            await ReleaseAsync(delivery, answer, cancel);
            return false;
        }
        return await AnsweredAsync(delivery, answer, cancel);
    }

    private async Task<bool> EndedAsync(Delivery delivery, SmtpAnswer answer, CancellationToken cancel)
    {
        Mishap.Here("mail after dot");
        if (answer.IsLost)
        {
            await ledger.NoteAsync(new LedgerNote(delivery, DeliveryState.InDoubt, route.Name, answer));
            return false;
        }
        if (answer.Code == 421)
        {
            await route.FailedAsync(answer, cancel);
        }
        return await AnsweredAsync(delivery, answer, cancel);
    }

    private async Task<bool> AnsweredAsync(Delivery delivery, SmtpAnswer answer, CancellationToken cancel)
    {
        if (answer.IsGood)
        {
            // With the next intention's commit: one for both.
            _ = ledger.NoteAsync(new LedgerNote(delivery, DeliveryState.Accepted, route.Name, answer));
            return true;
        }
        if (MailRoute.IsPolicy(answer))
        {
            await route.StopAsync(answer, cancel);
            await ledger.NoteAsync(new LedgerNote(delivery, DeliveryState.Deferred, route.Name, answer, time.GetUtcNow() + FirstPause));
            return false;
        }
        if (answer.IsNever && answer.Step == SmtpStep.Sender)
        {
            // About the sender, though it does not say why: not the reader's fault, and no message goes better than this one.
            await route.FailedAsync(answer, cancel);
            await ledger.NoteAsync(new LedgerNote(delivery, DeliveryState.Deferred, route.Name, answer, time.GetUtcNow() + FirstPause));
            return false;
        }
        if (answer.IsNever)
        {
            // After a crash in between it is refused and told once more, and counts once.
            await refused(delivery, answer);
        }
        var note = answer.IsNever
            ? new LedgerNote(delivery, DeliveryState.Failed, route.Name, answer)
            : new LedgerNote(delivery, DeliveryState.Deferred, route.Name, answer, time.GetUtcNow() + Backoff(delivery.Attempt));
        await ledger.NoteAsync(note);
        return true;
    }

    private Task ReleaseAsync(Delivery delivery, SmtpAnswer answer, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return ledger.NoteAsync(new LedgerNote(delivery, DeliveryState.Pending, route.Name, answer));
    }

    // Not all at the same moment again.
    private static TimeSpan Backoff(int attempt)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt, 10));
        return (pause < LongestPause ? pause : LongestPause) * (0.8 + (RandomNumberGenerator.GetInt32(400) / 1000.0));
    }

    private static TimeSpan Pause(int losses) => TimeSpan.FromMilliseconds(Math.Min(5000, 50 << Math.Min(losses, 7)));
}
