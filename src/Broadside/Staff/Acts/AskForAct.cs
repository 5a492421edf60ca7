using System.Text.Json;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Staff.Acts;

/// <summary>
/// Asks for an act that wants a second person. With several owners it waits for another of them. With one it wants that
/// owner's passkey, shown just now, and 72 hours, during which it can be taken back.
/// </summary>
public sealed class AskForAct(JobQueue jobs, AuditLog audit, Ids ids, TimeProvider time)
{
    public static readonly TimeSpan Wait = TimeSpan.FromHours(72);

    /// <summary>Within the caller's writing transaction; the caller saves.</summary>
    /// <param name="db">The caller's.</param>
    /// <param name="kind">The asking module's word for it.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="summary">One sentence that says what will happen.</param>
    /// <param name="payload">Comes back in <see cref="ActApproved"/>.</param>
    /// <param name="who">An owner.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<PendingAct>> RunAsync<T>(NewsroomDb db, string kind, string subject, string summary, T payload, Actor who, CancellationToken cancel)
    {
        var isAlone = await StaffQueries.OwnersAsync(db, cancel) <= 1;
        if (!who.IsFresh || (isAlone && !who.IsFreshByPasskey))
        {
            return new Refusal("passkey_needed", isAlone ? "You are the only owner, so this wants your passkey, shown just now. Make one under your account if you have none." : "Show once more that it is you.");
        }
        var now = time.GetUtcNow();
        var act = new PendingAct
        {
            Id = ids.New(),
            Kind = kind,
            Subject = subject,
            Summary = summary,
            Payload = JsonSerializer.Serialize(payload, CanonicalJson.Options),
            AskedBy = who.Id,
            AskedAt = now,
            DueAt = isAlone ? now + Wait : null,
        };
        db.Add(act);
        if (act.DueAt is { } due)
        {
            await jobs.AddAsync(db, SettleAct.JobKind, new SettleAct.Order(act.Id), cancel, due);
        }
        await audit.AddAsync(db, who, "ask", subject, $"{kind} {act.Id}", cancel);
        return act;
    }
}
