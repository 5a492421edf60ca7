using System.Globalization;
using System.Text.Json;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Notices;
using Broadside.Giving.Receipts;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Letters;

/// <summary>
/// Sends every donor the list of a year's receipts, one mail for each legal recipient. First each payment of the year is held against the books: where a receipt does
/// not say what they say, nobody is written to. In January by itself for the year before; by a press at any time. Nobody gets one twice.
/// </summary>
public sealed class AnnualRun(IDbContextFactory<NewsroomDb> dbs, OutboundSwitch outbound, IssueReceipts receipts, GiftLetters letters, FindAddressee find, PostLetter post, AuditLog audit, Alarms alarms, TimeProvider time) : IJob
{
    public const string JobKind = "annual statements";

    private static readonly Actor Self = new("calendar", "calendar");

    public string Kind => JobKind;

    public bool IsLong => true;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var order = payload.Length > 0 ? JsonSerializer.Deserialize<AnnualOrder>(payload, CanonicalJson.Options) : null;
        var year = order?.Year ?? time.GetUtcNow().UtcDateTime.Year - 1;
        var done = await RunAsync(year, order?.By is { } by ? new Actor(by, order.Name ?? by) : Self, cancel);
        if (done.Refusal is { Code: "differs" })
        {
            await alarms.RaiseAsync("annual-statements", year.ToString(CultureInfo.InvariantCulture), $"The annual statements for {year} were not sent: receipts and books differ. Look at the receipts, then run “broadside give statements {year}”.", cancel);
        }
    }

    /// <param name="year">Of the payments, in UTC; over.</param>
    /// <param name="who">Who pressed.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<AnnualReport>> RunAsync(int year, Actor who, CancellationToken cancel)
    {
        if (year < 2000 || year > time.GetUtcNow().UtcDateTime.Year)
        {
            return new Refusal("year", "give.statements.year", "year");
        }
        if (!await outbound.MayAsync(cancel))
        {
            return new Refusal("quiet", "give.quiet");
        }
        await receipts.RunAsync(cancel);
        var differences = await DifferencesAsync(year, cancel);
        if (differences.Count > 0)
        {
            return new Refusal("differs", "give.statements.differs");
        }
        var (sent, without) = (0, 0);
        foreach (var (recipient, donor) in await DonorsAsync(year, cancel))
        {
            var one = await WriteAsync(year, recipient, donor, cancel);
            (sent, without) = (sent + (one is true ? 1 : 0), without + (one is false ? 1 : 0));
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await audit.AddAsync(db, who, "send annual statements", $"receipts/{year}", string.Create(CultureInfo.InvariantCulture, $"{sent} sent, {without} without an address"), cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        await alarms.ClearAsync("annual-statements", year.ToString(CultureInfo.InvariantCulture), cancel);
        return new AnnualReport(year, sent, without);
    }

    /// <summary>Payments of the year whose receipt is not what the books say; those that a person voided or has still to look at are known.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(int year, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var (from, until) = (new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero));
        FactKind[] paying = [FactKind.Charge, FactKind.ChequeTaken, FactKind.BankMatched];
        var paid = db.Set<EntryRow>().Where(e => e.Gift != null && e.Payment != null && paying.Contains(e.Kind) && e.At >= from && e.At < until);
        var books = await db.Set<EntryRow>().Where(e => paid.Any(p => p.Rail == e.Rail && p.RailAccount == e.RailAccount && p.Payment == e.Payment))
            .Join(db.Set<PostingRow>().Where(p => p.Account.StartsWith("income:") || p.Account == Accounts.Refunds), e => e.Seq, p => p.Entry, (e, p) => new { e.Rail, e.RailAccount, e.Payment, p.Currency, p.Amount })
            .GroupBy(p => new { p.Rail, p.RailAccount, p.Payment, p.Currency }).Select(g => new { g.Key.Rail, g.Key.RailAccount, g.Key.Payment, g.Key.Currency, Amount = -g.Sum(p => p.Amount) }).ToListAsync(cancel);
        var kept = await db.Set<Receipt>().AsNoTracking().Where(r => r.Year == year).ToListAsync(cancel);
        var live = kept.Where(r => r.VoidedAt is null).ToDictionary(r => (r.Rail, r.RailAccount, r.Payment));
        var voided = kept.Where(r => VoidReceipt.IsByHand(r)).Select(r => (r.Rail, r.RailAccount, r.Payment)).ToHashSet();
        var open = (await db.Set<GivingItem>().Where(i => i.Code == IssueReceipts.Differs && i.SettledAt == null).Select(i => i.Subject).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. books.Where(b => b.Amount != (live.TryGetValue((b.Rail, b.RailAccount, b.Payment!), out var r) && r.Currency == b.Currency ? r.Amount : 0)
                    && !(b.Amount > 0 && r is null && (voided.Contains((b.Rail, b.RailAccount, b.Payment!)) || open.Contains(b.Payment!))))
                .Select(b => $"{b.Rail} {b.Payment}: {new Money(b.Amount, b.Currency)}"),
            .. live.Values.Where(r => !books.Any(b => b.Rail == r.Rail && b.RailAccount == r.RailAccount && b.Payment == r.Payment)).Select(r => $"{r.Recipient} {ReceiptText.Number(r)}: {new Money(r.Amount, r.Currency)}"),
        ];
    }

    /// <summary>How many donors the statement of a year was written to.</summary>
    public async Task<int> SentAsync(int year, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var part = string.Create(CultureInfo.InvariantCulture, $"/{year}/");
        return await db.Set<GiftLetter>().CountAsync(l => l.Kind == GiftLetterKind.Statement && l.IsSent && l.Subject.Contains(part), cancel);
    }

    private async Task<List<(string Recipient, string Donor)>> DonorsAsync(int year, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var donors = await db.Set<Receipt>().Where(r => r.Year == year && r.VoidedAt == null)
            .Join(db.Set<Gift>().Where(g => g.Donor != null), r => r.Gift, g => g.Id, (r, g) => new { r.Recipient, g.Donor }).Distinct().ToListAsync(cancel);
        return [.. donors.OrderBy(d => d.Recipient, StringComparer.Ordinal).ThenBy(d => d.Donor, StringComparer.Ordinal).Select(d => (d.Recipient, d.Donor!))];
    }

    // True: written; false: no address; null: was written to before.
    private async Task<bool?> WriteAsync(int year, string recipient, string donor, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var subject = $"{recipient}/{year}/{donor}";
        if (await db.Set<GiftLetter>().AnyAsync(l => l.Kind == GiftLetterKind.Statement && l.Subject == subject, cancel))
        {
            return null;
        }
        var all = await db.Set<Receipt>().AsNoTracking().Where(r => r.Recipient == recipient && r.Year == year && r.VoidedAt == null && db.Set<Gift>().Any(g => g.Id == r.Gift && g.Donor == donor)).OrderBy(r => r.Number).ToListAsync(cancel);
        var details = await db.Set<DonorDetails>().AsNoTracking().SingleOrDefaultAsync(d => d.Donor == donor, cancel);
        if (details is not null)
        {
            await post.RunAsync(db, letters.Statement(new Addressee(details.Email, details.Language, donor), year, await find.RecipientAsync(db, recipient, cancel), all), cancel);
        }
        db.Add(new GiftLetter { Kind = GiftLetterKind.Statement, Subject = subject, Donor = donor, IsSent = details is not null, PostedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(cancel);
        Mishap.Here("statement written");
        await writing.CommitAsync(cancel);
        return details is not null;
    }
}

/// <summary>What a job <c>annual statements</c> is to do.</summary>
/// <param name="Year">Of the payments; null: the one before this.</param>
/// <param name="By">Id of who pressed; null: the calendar.</param>
/// <param name="Name">Their name.</param>
public sealed record AnnualOrder(int? Year = null, string? By = null, string? Name = null);

/// <param name="Sent">Mails that were written.</param>
/// <param name="WithoutAddress">Donors who cannot be written to.</param>
public sealed record AnnualReport(int Year, int Sent, int WithoutAddress);
