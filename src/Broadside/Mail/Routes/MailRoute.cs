using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Wire;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Routes;

/// <summary>
/// A way out with its memory: how fast it may go, whether it rests or is stopped. It rests after three failed connections,
/// longer each time; it is stopped when the far end refuses our mail by its policy, and then waits for a person.
/// </summary>
public sealed class MailRoute(RouteSettings settings, OpenLine open, IDbContextFactory<NewsroomDb> dbs, IEngine engine, Alarms alarms, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(30);

    private readonly RoutePace pace = new(settings, time);
    private readonly SemaphoreSlim gate = new(1, 1);
    private RouteState? state;

    public string Name => settings.Called;

    public RouteSettings Settings => settings;

    public bool IsOutbox => settings.Kind == RouteKind.Outbox;

    public void Dispose() => gate.Dispose();

    public async Task<RouteState> StateAsync(CancellationToken cancel)
    {
        if (state is null)
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            state ??= await db.Set<RouteState>().AsNoTracking().SingleOrDefaultAsync(r => r.Name == Name, cancel) ?? new RouteState { Name = Name };
        }
        return state;
    }

    /// <summary>Whether it may be used now. One that may not is looked up again: a person at another program may have let it go.</summary>
    public async Task<bool> IsUsableAsync(CancellationToken cancel)
    {
        var now = await StateAsync(cancel);
        if (IsUsable(now))
        {
            return true;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<RouteState>().AsNoTracking().SingleOrDefaultAsync(r => r.Name == Name, cancel) is { } kept)
        {
            (now.IsStopped, now.RestsUntil, now.Failures, now.Reason) = (kept.IsStopped, kept.RestsUntil, kept.Failures, kept.Reason);
        }
        return IsUsable(now);
    }

    /// <summary>Opens a connection; a failure is remembered.</summary>
    public async Task<(IMailLine? Line, SmtpAnswer Answer)> OpenAsync(CancellationToken cancel)
    {
        var (line, answer) = await open(cancel);
        if (line is null)
        {
            await FailedAsync(answer, cancel);
        }
        return (line, answer);
    }

    /// <summary>Connects, greets and signs in, and says what the server answered; nothing of it is remembered.</summary>
    public async Task<SmtpAnswer> GreetAsync(CancellationToken cancel)
    {
        var (line, answer) = await open(cancel);
        if (line is not null)
        {
            await line.DisposeAsync();
        }
        return answer;
    }

    /// <summary>One message's turn, or how long to wait for it.</summary>
    public async Task<(bool Taken, TimeSpan Wait, bool DomainAlone)> TakeTurnAsync(string domain, CancellationToken cancel) =>
        (pace.TryTake(await StateAsync(cancel), domain, out var wait, out var alone), wait, alone);

    /// <summary>It has settled a message: what failed before is forgotten.</summary>
    public async Task WorksAsync(CancellationToken cancel)
    {
        if (await StateAsync(cancel) is { Failures: > 0 } or { RestsUntil: not null })
        {
            await ChangeAsync(s => (s.Failures, s.RestsUntil, s.Reason) = (0, null, null), cancel);
            await alarms.ClearAsync("route-rests", Name, cancel);
        }
    }

    /// <summary>Connecting failed, or the server asked for a pause (421): the third time in a row it rests.</summary>
    public async Task FailedAsync(SmtpAnswer answer, CancellationToken cancel)
    {
        if (IsPolicy(answer))
        {
            await StopAsync(answer, cancel);
            return;
        }
        var began = false;
        await ChangeAsync(s =>
        {
            // Several connections fail at one moment: then it rests, or is stopped, already.
            if (s.IsStopped || s.RestsUntil > time.GetUtcNow())
            {
                return;
            }
            s.Failures++;
            s.Reason = answer.ToString();
            if (s.Failures >= 3 || answer.Code == 421)
            {
                var rest = ShortestRest * Math.Pow(2, Math.Clamp(s.Failures - 3, 0, 9));
                s.RestsUntil = time.GetUtcNow() + (rest < LongestRest ? rest : LongestRest);
                began = true;
            }
        }, cancel);
        if (began && (await StateAsync(cancel)).RestsUntil is { } until)
        {
            await alarms.RaiseAsync("route-rests", Name, string.Create(CultureInfo.InvariantCulture, $"The mail route {Name} rests until {until:HH:mm} UTC: {answer}"), cancel);
        }
    }

    /// <summary>The far end refuses what we send, whoever it is for: nothing more goes this way before a person has looked.</summary>
    public async Task StopAsync(SmtpAnswer answer, CancellationToken cancel)
    {
        await ChangeAsync(s => (s.IsStopped, s.Reason) = (true, answer.ToString()), cancel);
        await alarms.RaiseAsync("route-stopped", Name, $"The mail route {Name} is stopped, because its server refuses our mail by its policy: {answer} Look into it, then: broadside mail routes --resume {Name}", cancel);
    }

    public async Task ResumeAsync(CancellationToken cancel)
    {
        await ChangeAsync(s => (s.IsStopped, s.RestsUntil, s.Failures, s.Reason) = (false, null, 0, null), cancel);
        await alarms.ClearAsync("route-stopped", Name, cancel);
        await alarms.ClearAsync("route-rests", Name, cancel);
    }

    /// <summary>Keeps what was counted, so that a restart does not begin the hour again.</summary>
    public Task KeepAsync(CancellationToken cancel) => ChangeAsync(_ => { }, cancel);

    /// <summary>5.7.x, and a refusal of our sign-in: about us, never about the reader.</summary>
    public static bool IsPolicy(SmtpAnswer answer) =>
        answer.IsNever && (answer.Step == SmtpStep.SignIn || answer.Enhanced.StartsWith("5.7.", StringComparison.Ordinal));

    /// <summary>A person asks for it: a rest is over. A stopped route stays stopped.</summary>
    public async Task EndRestAsync(CancellationToken cancel)
    {
        if ((await StateAsync(cancel)).RestsUntil is not null)
        {
            await ChangeAsync(s => (s.Failures, s.RestsUntil) = (0, null), cancel);
        }
    }

    private bool IsUsable(RouteState now) => !now.IsStopped && (now.RestsUntil is not { } until || until <= time.GetUtcNow());

    private async Task ChangeAsync(Action<RouteState> change, CancellationToken cancel)
    {
        var mine = await StateAsync(cancel);
        await gate.WaitAsync(cancel);
        try
        {
            change(mine);
            if (await WriteAsync(mine, cancel) == 0)
            {
                await using var db = await dbs.CreateDbContextAsync(cancel);
                db.Add(new RouteState { Name = Name });
                try
                {
                    await db.SaveChangesAsync(cancel);
                }
                catch (DbUpdateException e) when (engine.IsDuplicate(e))
                {
                    // Another program made it in the same moment.
                }
                await WriteAsync(mine, cancel);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<int> WriteAsync(RouteState mine, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<RouteState>().Where(r => r.Name == Name).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.RestsUntil, mine.RestsUntil).SetProperty(x => x.IsStopped, mine.IsStopped).SetProperty(x => x.Reason, mine.Reason).SetProperty(x => x.Failures, mine.Failures)
                .SetProperty(x => x.FirstUsedAt, mine.FirstUsedAt).SetProperty(x => x.HourBegan, mine.HourBegan).SetProperty(x => x.InHour, mine.InHour).SetProperty(x => x.DayBegan, mine.DayBegan).SetProperty(x => x.InDay, mine.InDay),
            cancel);
    }
}

/// <summary>Opens one more line of a route, or says why not.</summary>
public delegate Task<(IMailLine? Line, SmtpAnswer Answer)> OpenLine(CancellationToken cancel);
