using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Mail.Dkim;
using Broadside.Mail.Inbound;
using Broadside.Mail.Routes;
using Broadside.Mail.Wire;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Letters;

/// <summary>
/// Sends the letters that wait, oldest first, each by the first route that takes it. That its last dot may have left is
/// written down before the dot is sent: a letter found so after a crash is in doubt, and its kind says what is done then.
/// </summary>
public sealed class SendLetters(IDbContextFactory<NewsroomDb> dbs, MailRoutes routes, DkimKeys keys, Sender sender, MailToken tokens, TakeRefusal refusals, OutboundSwitch outbound, Alarms alarms, JobQueue queue, TimeProvider time) : IJob
{
    public const string JobKind = "letters";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    // A worker that has not touched a letter for so long is dead: no answer is waited for longer than ten minutes.
    private static readonly TimeSpan Dead = TimeSpan.FromMinutes(15);

    private const int Batch = 100;

    public string Kind => JobKind;

    public bool IsLong => true;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        // What waited when a copy of the newsroom was made is its original's to send.
        var left = !await outbound.MayAsync(cancel) || await SendAllAsync(cancel);
        foreach (var route in routes.All)
        {
            await route.GiveBackAsync(cancel);
        }
        if (left)
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var again = time.GetUtcNow() + TimeSpan.FromMinutes(1);
            await queue.AddAsync(db, JobKind, new { }, cancel, again, priority: 3, uniqueKey: string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{JobKind} {again:yyyy-MM-dd HH:mm}"));
            await db.SaveChangesAsync(cancel);
        }
    }

    /// <returns>True where some are left for later.</returns>
    private async Task<bool> SendAllAsync(CancellationToken cancel)
    {
        var left = false;
        for (var after = 0L; ;)
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var dead = time.GetUtcNow() - Dead;
            var letters = await db.Set<Letter>()
                .Where(l => l.Number > after && (l.State == LetterState.Waiting || ((l.State == LetterState.Claimed || l.State == LetterState.Inflight) && l.TouchedAt < dead)))
                .OrderBy(l => l.Number).Take(Batch).ToListAsync(cancel);
            foreach (var letter in letters)
            {
                after = letter.Number;
                left |= await ClaimAsync(db, letter, cancel) && !await SendAsync(db, letter, cancel);
            }
            if (letters.Count < Batch)
            {
                return left;
            }
        }
    }

    // One worker has it: another that read it at the same time changes no row.
    private async Task<bool> ClaimAsync(NewsroomDb db, Letter letter, CancellationToken cancel)
    {
        var (number, state, touched, now) = (letter.Number, letter.State, letter.TouchedAt, time.GetUtcNow());
        var claimed = await db.Set<Letter>().Where(l => l.Number == number && l.State == state && l.TouchedAt == touched)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.State, LetterState.Claimed).SetProperty(x => x.TouchedAt, now), cancel);
        if (claimed == 1)
        {
            letter.WasInflight = state == LetterState.Inflight;
            (letter.State, letter.TouchedAt) = (LetterState.Claimed, now);
            db.Entry(letter).State = EntityState.Unchanged;
        }
        return claimed == 1;
    }

    // True when nothing more is to be done for it.
    private async Task<bool> SendAsync(NewsroomDb db, Letter letter, CancellationToken cancel)
    {
        if (letter.WasInflight && letter.Doubt == Doubt.Hold)
        {
            await SettleAsync(db, letter, LetterState.InDoubt, new SmtpAnswer(0, "The program ended while this was sent: it may have gone."), cancel);
            await alarms.RaiseAsync("letter-in-doubt", $"letter {letter.Number}", $"Nobody knows whether the mail “{letter.Subject}” was delivered. Look at it at the desk, under Mail.", cancel);
            return true;
        }
        if (time.GetUtcNow() - letter.CreatedAt > Longest)
        {
            await SettleAsync(db, letter, LetterState.Expired, new SmtpAnswer(letter.Code, letter.Reply ?? "No route was usable within a day."), cancel);
            return true;
        }
        foreach (var route in await routes.UsableAsync(cancel))
        {
            if (await TryAsync(db, letter, route, cancel))
            {
                return true;
            }
            if (letter.State == LetterState.Inflight)
            {
                // It may have gone this way: no other way is tried before that is settled.
                return false;
            }
        }
        letter.State = LetterState.Waiting;
        await db.SaveChangesAsync(cancel);
        return false;
    }

    private async Task<bool> TryAsync(NewsroomDb db, Letter letter, MailRoute route, CancellationToken cancel)
    {
        var token = tokens.Make(MailTokenUse.Letter, 0, letter.Number);
        var envelope = new SmtpEnvelope(sender.ReturnPath(token), WireAddress.Of(letter.Recipient));
        if (!envelope.IsSafe)
        {
            await SettleAsync(db, letter, LetterState.Failed, new SmtpAnswer(553, "5.1.3 This is no mail address."), cancel);
            return true;
        }
        if (!(await route.TakeTurnAsync(envelope.To[(envelope.To.LastIndexOf('@') + 1)..], cancel)).Taken)
        {
            return false;
        }
        var (opened, answer) = await route.OpenAsync(cancel);
        if (opened is null)
        {
            return await NotYetAsync(db, letter, route, answer, cancel);
        }
        await using var line = opened;
        answer = await line.BeginAsync(envelope);
        if (answer.IsGood)
        {
            answer = await line.WriteAsync(new MessageText(letter.Message).ForTheWire(route.Settings.Sign ? keys.Signer : null, letter.CreatedAt));
        }
        if (answer.IsGood)
        {
            (letter.State, letter.Route, letter.Attempt, letter.TouchedAt) = (LetterState.Inflight, route.Name, letter.Attempt + 1, time.GetUtcNow());
            await db.SaveChangesAsync(cancel);
            answer = await line.EndAsync();
        }
        if (answer.IsLost && answer.Step == SmtpStep.End)
        {
            (letter.Code, letter.Reply) = (0, answer.Text);
            await db.SaveChangesAsync(cancel);
            return false;
        }
        letter.State = LetterState.Claimed;
        if (answer.IsNever && MailRoute.IsPolicy(answer))
        {
            await route.StopAsync(answer, cancel);
            return await NotYetAsync(db, letter, route, answer, cancel);
        }
        if (!answer.IsGood && (!answer.IsNever || answer.Step == SmtpStep.Sender))
        {
            return await NotYetAsync(db, letter, route, answer, cancel);
        }
        if (answer.IsNever)
        {
            // Before it is settled: after a crash in between it is refused and told once more, and counts once.
            await refusals.RunAsync(token, answer, cancel);
        }
        letter.Route = route.Name;
        await SettleAsync(db, letter, answer.IsGood ? LetterState.Accepted : LetterState.Failed, answer, cancel);
        await route.WorksAsync(cancel);
        return true;
    }

    private static async Task<bool> NotYetAsync(NewsroomDb db, Letter letter, MailRoute route, SmtpAnswer answer, CancellationToken cancel)
    {
        (letter.Route, letter.Code, letter.Reply) = (route.Name, answer.Code, answer.Text);
        await db.SaveChangesAsync(cancel);
        return false;
    }

    private async Task SettleAsync(NewsroomDb db, Letter letter, LetterState state, SmtpAnswer answer, CancellationToken cancel)
    {
        (letter.State, letter.Code, letter.Reply, letter.SettledAt) = (state, answer.Code, answer.Text, time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
    }
}
