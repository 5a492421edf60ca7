using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Broadside.Guard;

/// <summary>Raises alarms: into the log at once, and into the database where it can be reached.</summary>
public sealed partial class Alarms(IDbContextFactory<NewsroomDb> dbs, TimeProvider time, Ids ids, ILogger<Alarms> log) : IAlarmBell
{
    /// <summary>Raises it, or counts it once more where it stands already. Never throws: an alarm must not stop what it warns of.</summary>
    public async Task RaiseAsync(string code, string subject, string message, CancellationToken cancel)
    {
        Raised(code, subject, message);
        try
        {
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var now = time.GetUtcNow();
            var alarm = await db.Set<Alarm>().SingleOrDefaultAsync(a => a.Code == code && a.Subject == subject, cancel);
            if (alarm is null)
            {
                alarm = new Alarm { Id = ids.New(), Code = code, Subject = subject, Message = message, RaisedAt = now };
                db.Add(alarm);
            }
            if (alarm.ClearedAt is not null)
            {
                (alarm.RaisedAt, alarm.ClearedAt, alarm.Times) = (now, null, 0);
            }
            alarm.Message = message;
            alarm.SeenAt = now;
            alarm.Times++;
            await db.SaveChangesAsync(cancel);
        }
#pragma warning disable CA1031 // the log has it already
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotKept(e, code);
        }
    }

    public Task RingAsync(string code, string subject, string message, CancellationToken cancel) => RaiseAsync(code, subject, message, cancel);

    public async Task ClearAsync(string code, string subject, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        await db.Set<Alarm>().Where(a => a.Code == code && a.Subject == subject && a.ClearedAt == null)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.ClearedAt, now), cancel);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "ALARM {Code} ({Subject}): {Message}")]
    private partial void Raised(string code, string subject, string message);

    [LoggerMessage(Level = LogLevel.Error, Message = "The alarm {Code} could not be kept in the database.")]
    private partial void NotKept(Exception exception, string code);
}
