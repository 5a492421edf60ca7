using System.Text.Json;
using Broadside.Giving.Gifts;
using Broadside.Giving.Health;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Staff.Acts;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Payees;

/// <summary>
/// Changes where money goes. A swapped account number costs more than a dead rail: so a second owner has to agree and a day has to pass
/// (<see cref="AskForAct"/>; one owner alone shows a passkey and waits three days), and everybody is told at once. Only what a newsroom
/// sets up for the first time, before it took a gift, holds at once.
/// </summary>
public sealed class ChangePayout(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, SiteRecord site, AskForAct ask, DriveMode drive, AuditLog audit, Alarms alarms, TimeProvider time)
{
    public const string ActKind = "change-payout";
    public const string Alarm = "payout-change";

    /// <summary>How long a change lies open after the second person agreed.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromHours(24);

    /// <returns>True: it holds already; false: it waits for the second person or its time.</returns>
    public async Task<Outcome<bool>> RunAsync(PayoutEdit edit, Actor who, CancellationToken cancel)
    {
        var now = site.Read<PayoutDetails>(PayoutDetails.Part);
        if (versions.CannotPublish is { } cannot)
        {
            return cannot;
        }
        if (edit.Fault(now) is { } fault)
        {
            return fault;
        }
        if (edit.Rail is null && await drive.IsOnAsync(cancel))
        {
            return new Refusal("drive", "A drive is running: where money goes stays as it is until drive mode is ended.");
        }
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            if (edit.IsFirst(now) && (edit.Recipient is not null || edit.Rail is not null || !await db.Set<Gift>().AnyAsync(cancel)))
            {
                await SignAsync(edit, who, cancel);
                return true;
            }
            await using var writing = await db.BeginWritingAsync(cancel);
            var asked = await ask.RunAsync(db, ActKind, edit.Subject, edit.Summary, edit, who, cancel);
            if (!asked.IsDone)
            {
                return asked.Refusal;
            }
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
        }
        await alarms.RaiseAsync(Alarm, edit.Subject, $"{who.Name} asked for a change of where gifts go. {edit.Summary} If nobody meant this, take it back.", cancel);
        return false;
    }

    /// <summary>An owner or the treasurer takes back what was agreed to and has not come into force.</summary>
    public async Task<Outcome<PayoutChange>> WithdrawAsync(string id, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<PayoutChange>().SingleOrDefaultAsync(c => c.Id == id && c.AppliedAt == null && c.WithdrawnAt == null, cancel) is not { } change)
        {
            return new Refusal("gone", "That was settled already.");
        }
        change.WithdrawnAt = time.GetUtcNow();
        await audit.AddAsync(db, who, "take back", change.Subject, $"{ActKind} {id}", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        await alarms.ClearAsync(Alarm, change.Subject, cancel);
        return change;
    }

    /// <summary>What was agreed to and whose day has come.</summary>
    public async Task<int> ApplyDueAsync(CancellationToken cancel)
    {
        if (await drive.IsOnAsync(cancel))
        {
            // What was agreed to comes into force when the drive is over.
            return 0;
        }
        var now = time.GetUtcNow();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var due = await db.Set<PayoutChange>().AsNoTracking().Where(c => c.AppliedAt == null && c.WithdrawnAt == null && c.DueAt <= now).OrderBy(c => c.DueAt).ToListAsync(cancel);
        foreach (var change in due)
        {
            // Signing is idempotent: what says the same as before makes no version.
            await SignAsync(JsonSerializer.Deserialize<PayoutEdit>(change.Edit, CanonicalJson.Options)!, new Actor(change.AskedBy, change.AskedBy), cancel);
            Mishap.Here("payout signed");
            await db.Set<PayoutChange>().Where(c => c.Id == change.Id).ExecuteUpdateAsync(c => c.SetProperty(x => x.AppliedAt, now), cancel);
            await alarms.ClearAsync(Alarm, change.Subject, cancel);
        }
        return due.Count;
    }

    private async Task SignAsync(PayoutEdit edit, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        var details = edit.On(site.Read<PayoutDetails>(PayoutDetails.Part));
        await MirrorAsync(db, details, cancel);
        await db.SaveChangesAsync(cancel);
        if (site.Draft(PayoutDetails.Part, details, who, edit.Summary) is { } draft)
        {
            await audit.AddAsync(db, who, "change payout", SiteRecord.Subject(PayoutDetails.Part), edit.Summary, cancel);
            await versions.CommitAsync(db, writing, [draft], cancel);
            return;
        }
        await writing.CommitAsync(cancel);
    }

    // The tables that gifts and receipts hang on; what is shown comes from the signed record.
    private async Task MirrorAsync(NewsroomDb db, PayoutDetails details, CancellationToken cancel)
    {
        foreach (var card in details.Recipients)
        {
            var row = await db.Set<LegalRecipient>().SingleOrDefaultAsync(r => r.Id == card.Id, cancel);
            if (row is null)
            {
                db.Add(row = new LegalRecipient { Id = card.Id, Name = card.Name, ReceiptText = card.ReceiptText, ActiveFrom = time.GetUtcNow() });
            }
            (row.Name, row.TaxNumber, row.TaxStatus, row.ReceiptText) = (card.Name, card.TaxNumber, card.TaxStatus, card.ReceiptText);
        }
        await db.SaveChangesAsync(cancel);
        if (details.Recipients.Count > 0 && !await db.Set<Fund>().AnyAsync(f => f.Id == Ledger.Accounts.GeneralFund, cancel))
        {
            db.Add(new Fund { Id = Ledger.Accounts.GeneralFund, Name = "General", Recipient = details.Recipients[0].Id });
        }
    }
}
