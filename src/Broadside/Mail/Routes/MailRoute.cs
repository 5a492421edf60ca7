using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Wire;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Routes;

/// <summary>
/// A way out with its memory: how fast it may go, whether it rests or is stopped. It rests after three failed connections,
/// longer each time; it is stopped when the far end refuses our mail by its policy, and then waits for a person. Several programs
/// may send by it at once, so its memory is the database's: each change writes no more than what it is about.
/// </summary>
public sealed class MailRoute(RouteSettings settings, OpenLine open, IDbContextFactory<NewsroomDb> dbs, IEngine engine, Alarms alarms, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(30);

    private readonly RoutePace pace = new(settings, time);
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile RouteState? heard;

    public string Name => settings.Called;

    public RouteSettings Settings => settings;

    public bool IsOutbox => settings.Kind == RouteKind.Outbox;

    /// <summary>Whether it may be used, as it was heard last: for a sender between two messages.</summary>
    public bool IsUsableAsHeard => heard is not { } last || IsUsable(last);

    public void Dispose() => gate.Dispose();

    /// <summary>As the database has it now: another program may have stopped it, or a person let it go.</summary>
    public Task<RouteState> StateAsync(CancellationToken cancel) => AloneAsync(db => ReadAsync(db, cancel), cancel);

    public async Task<bool> IsUsableAsync(CancellationToken cancel) => IsUsable(await StateAsync(cancel));

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
    public async Task<(bool Taken, TimeSpan Wait, bool DomainAlone)> TakeTurnAsync(string domain, CancellationToken cancel)
    {
        while (true)
        {
            if (pace.TryTake(domain, out var wait, out var alone) || wait > TimeSpan.Zero)
            {
                return (wait == TimeSpan.Zero, wait, alone);
            }
            var capped = await AloneAsync(db => CountAheadAsync(db, cancel), cancel);
            if (capped > TimeSpan.Zero)
            {
                return (false, capped, false);
            }
        }
    }

    /// <summary>Gives back the turns that were counted ahead and not taken: another program may have them.</summary>
    public Task GiveBackAsync(CancellationToken cancel) => AloneAsync(db => GiveBackAsync(db, cancel), cancel);

    /// <summary>It has settled a message: what failed before is forgotten.</summary>
    public async Task WorksAsync(CancellationToken cancel)
    {
        if (heard is { Failures: > 0 } or { RestsUntil: not null })
        {
            await ChangeAsync(s => (s.Failures, s.RestsUntil, s.Reason) = (0, null, s.IsStopped ? s.Reason : null), cancel);
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
        DateTimeOffset? until = null;
        var said = FarWords.Kept(answer.ToString());
        await ChangeAsync(s =>
        {
            // Several connections fail at one moment: then it rests, or is stopped, already.
            if (s.IsStopped || s.RestsUntil > time.GetUtcNow())
            {
                return;
            }
            s.Failures++;
            s.Reason = said;
            if (s.Failures >= 3 || answer.Code == 421)
            {
                var rest = ShortestRest * Math.Pow(2, Math.Clamp(s.Failures - 3, 0, 9));
                s.RestsUntil = until = time.GetUtcNow() + (rest < LongestRest ? rest : LongestRest);
            }
        }, cancel);
        if (until is { } end)
        {
            await alarms.RaiseAsync("route-rests", Name, string.Create(CultureInfo.InvariantCulture, $"The mail route {Name} rests until {end:HH:mm} UTC: {said}"), cancel);
        }
    }

    /// <summary>The far end refuses what we send, whoever it is for: nothing more goes this way before a person has looked.</summary>
    public async Task StopAsync(SmtpAnswer answer, CancellationToken cancel)
    {
        var said = FarWords.Kept(answer.ToString());
        await ChangeAsync(s => (s.IsStopped, s.Reason) = (true, said), cancel);
        await alarms.RaiseAsync("route-stopped", Name, $"The mail route {Name} is stopped, because its server refuses our mail by its policy: {said} Look into it, then: broadside mail routes --resume {Name}", cancel);
    }

    public async Task ResumeAsync(CancellationToken cancel)
    {
        await ChangeAsync(s => (s.IsStopped, s.RestsUntil, s.Failures, s.Reason) = (false, null, 0, null), cancel);
        await alarms.ClearAsync("route-stopped", Name, cancel);
        await alarms.ClearAsync("route-rests", Name, cancel);
    }

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

    private IQueryable<RouteState> Row(NewsroomDb db) => db.Set<RouteState>().Where(r => r.Name == Name);

    private async Task<RouteState> ReadAsync(NewsroomDb db, CancellationToken cancel)
    {
        var state = await Row(db).AsNoTracking().SingleOrDefaultAsync(cancel) ?? new RouteState { Name = Name };
        heard = state;
        return state;
    }

    // Only the columns that the change touches are written: what another program said of the others meanwhile stays.
    private Task<RouteState> ChangeAsync(Action<RouteState> change, CancellationToken cancel) => AloneAsync(
        async db =>
        {
            await MakeAsync(db, cancel);
            await using var writing = await db.BeginWritingAsync(cancel);
            var row = await Row(db).SingleAsync(cancel);
            change(row);
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
            heard = row;
            return row;
        },
        cancel);

    // Counts some turns before they are taken. Zero where there are some now; otherwise how long until there may be.
    private async Task<TimeSpan> CountAheadAsync(NewsroomDb db, CancellationToken cancel)
    {
        if (pace.HasTurns)
        {
            // Another connection has counted them.
            return TimeSpan.Zero;
        }
        await MakeAsync(db, cancel);
        await GiveBackAsync(db, cancel);
        var now = time.GetUtcNow();
        await BeginHourAndDayAsync(db, now, cancel);
        while (true)
        {
            var state = await ReadAsync(db, cancel);
            var wait = pace.Wait(state, now);
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }
            // Another program may have counted since: then there is less room, and it is looked at again.
            var (block, hourCap, dayCap) = (pace.Block(state, now), pace.HourCap, pace.DayCap(state, now));
            var counted = await Row(db).Where(r => r.InHour + block <= hourCap && r.InDay + block <= dayCap).ExecuteUpdateAsync(
                r => r.SetProperty(x => x.InHour, x => x.InHour + block).SetProperty(x => x.InDay, x => x.InDay + block).SetProperty(x => x.FirstUsedAt, x => x.FirstUsedAt ?? now), cancel);
            if (counted > 0)
            {
                pace.Give(new RoutePace.Turns(block, state.HourBegan, state.DayBegan));
                return TimeSpan.Zero;
            }
        }
    }

    // One that lies far ahead was begun by a clock that was wrong; a little ahead, by another machine's.
    private async Task BeginHourAndDayAsync(NewsroomDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var (hour, day) = RoutePace.Windows(now);
        var (nextHour, nextDay) = (now.AddHours(1), now.AddDays(1));
        await Row(db).Where(r => r.HourBegan < hour || r.HourBegan > nextHour).ExecuteUpdateAsync(r => r.SetProperty(x => x.HourBegan, hour).SetProperty(x => x.InHour, 0), cancel);
        await Row(db).Where(r => r.DayBegan < day || r.DayBegan > nextDay).ExecuteUpdateAsync(r => r.SetProperty(x => x.DayBegan, day).SetProperty(x => x.InDay, 0), cancel);
    }

    private async Task<int> GiveBackAsync(NewsroomDb db, CancellationToken cancel)
    {
        var (left, hour, day) = pace.TakeBack();
        return left == 0 ? 0 : await Row(db).ExecuteUpdateAsync(
            r => r.SetProperty(x => x.InHour, x => x.HourBegan == hour ? x.InHour - left : x.InHour).SetProperty(x => x.InDay, x => x.DayBegan == day ? x.InDay - left : x.InDay), cancel);
    }

    private async Task MakeAsync(NewsroomDb db, CancellationToken cancel)
    {
        if (await Row(db).AnyAsync(cancel))
        {
            return;
        }
        db.Add(new RouteState { Name = Name });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (engine.IsDuplicate(e))
        {
            // Another program made it in the same moment.
        }
        db.ChangeTracker.Clear();
    }

    // One at a time, so that what was read earlier is never taken for the newest.
    private async Task<T> AloneAsync<T>(Func<NewsroomDb, Task<T>> act, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            return await act(db);
        }
        finally
        {
            gate.Release();
        }
    }
}

/// <summary>Opens one more line of a route, or says why not.</summary>
public delegate Task<(IMailLine? Line, SmtpAnswer Answer)> OpenLine(CancellationToken cancel);
