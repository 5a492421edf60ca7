using System.Globalization;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Broadside.Themes;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.AlarmTelling;

/// <summary>
/// Tells of alarms those whom the settings name, else every owner: a letter each, and a call of the webhook. The alarm's own
/// row is the intention, so that raising one can never fail for want of a mail server. A copy that is quiet tells nobody.
/// </summary>
public sealed class TellAlarms(IDbContextFactory<NewsroomDb> dbs, GuardSettings settings, AlarmHook hook, OutboundSwitch outbound, IAlarmReaders readers, PostLetter post, Theme theme, IOutlet outlet, TimeProvider time) : IJob
{
    public const string JobKind = "tell alarms";

    private const int Most = 50;

    public string Kind => JobKind;

    // The hook's far end may be slow.
    public bool IsLong => true;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    /// <returns>How many alarms were told of, by letter or by call.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var told = settings.AlarmMail.Count > 0 ? settings.AlarmMail : await readers.AllAsync(cancel);
        var (mails, calls) = (told.Any(IsAddress), settings.AlarmHook is not null);
        if ((!mails && !calls) || !await outbound.MayAsync(cancel))
        {
            return 0;
        }
        return (mails ? await MailAsync(told, cancel) : 0) + (calls ? await CallAsync(cancel) : 0);
    }

    // "none" is nobody's.
    private static bool IsAddress(string text) => text.Contains('@', StringComparison.Ordinal);

    private async Task<int> MailAsync(IReadOnlyList<string> told, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var due = await db.Set<Alarm>().Where(a => a.ClearedAt == null && (a.MailedAt == null || a.MailedAt < a.RaisedAt)).OrderBy(a => a.RaisedAt).Take(Most).ToListAsync(cancel);
        if (due.Count == 0)
        {
            return 0;
        }
        await post.RunAsync(db, [.. told.Where(IsAddress).Select(to => Letter(to, due))], cancel);
        // In the same transaction: letters without the note would be posted again.
        due.ForEach(a => a.MailedAt = time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return due.Count;
    }

    private async Task<int> CallAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var due = await db.Set<Alarm>().AsNoTracking().Where(a => a.ClearedAt == null && (a.HookedAt == null || a.HookedAt < a.RaisedAt)).OrderBy(a => a.RaisedAt).Take(Most).ToListAsync(cancel);
        var told = 0;
        foreach (var alarm in due)
        {
            // What is not taken stays due, and the next minute tries again.
            if (!await hook.TellAsync(alarm, cancel))
            {
                break;
            }
            var now = time.GetUtcNow();
            await db.Set<Alarm>().Where(a => a.Id == alarm.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.HookedAt, now), cancel);
            told++;
        }
        return told;
    }

    private NewLetter Letter(string to, List<Alarm> alarms)
    {
        var text = new LetterText(theme.Vocabulary.For(outlet.Language), outlet.Name);
        foreach (var alarm in alarms)
        {
            text.Say("alarm.text", ("since", alarm.RaisedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))).Add(alarm.Message);
        }
        text.Say("alarm.todo");
        var subject = text.Of("alarm.subject");
        return new NewLetter { Kind = "alarm", To = to, Subject = subject, Text = text.Plain, Html = text.Html(subject), Language = outlet.Language };
    }
}
