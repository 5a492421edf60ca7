using System.Globalization;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Giving.Rails.Cheque;
using Broadside.Giving.References;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Cheques;

/// <summary>Enters a cheque or cash: the gift that it names by its reference, or a new one. From then on it is in the books, as not deposited.</summary>
public sealed class TakeCheque(IDbContextFactory<NewsroomDb> dbs, PostFacts post, EnterGift enter, AuditLog audit, Ids ids, TimeProvider time)
{
    private const int LongestNumber = 40;

    public async Task<Outcome<Cheque>> RunAsync(ChequeForm form, Actor who, CancellationToken cancel)
    {
        if (form.Amount.Minor <= 0)
        {
            return new Refusal("amount", "Write the amount as it stands on the cheque, as 25 or 25,50.", "amount");
        }
        if (form.Day > DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddDays(1)) || form.Day.Year < 2000)
        {
            return new Refusal("day", "Write the day on which it came.", "day");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var found = await GiftAsync(db, form, cancel);
        if (!found.IsDone)
        {
            return found.Refusal;
        }
        var (gift, id) = (found.Value, ids.New());
        var number = string.IsNullOrWhiteSpace(form.Number) ? null : form.Number.Trim();
        var cheque = new Cheque
        {
            Id = id,
            Gift = gift.Id,
            Sort = form.Sort,
            Number = number?.Length > LongestNumber ? number[..LongestNumber] : number,
            Amount = form.Amount.Minor,
            Currency = form.Amount.Currency,
            Day = form.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            TakenBy = who.Id,
            TakenAt = time.GetUtcNow(),
        };
        db.Add(cheque);
        await audit.AddAsync(db, who, "take cheque", $"cheque/{id}", form.Amount.ToString(), cancel);
        await db.SaveChangesAsync(cancel);
        var at = new DateTimeOffset(form.Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        await post.AddAsync(db, [new Fact(ChequeRail.Id, "", FactKind.ChequeTaken, id, form.Amount, at) { Gift = gift.Id, Fund = gift.Fund }], cancel);
        Mishap.Here("cheque taken");
        await writing.CommitAsync(cancel);
        return cheque;
    }

    private async Task<Outcome<Gift>> GiftAsync(NewsroomDb db, ChequeForm form, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(form.Reference))
        {
            return await enter.AddAsync(db, form.Amount, form.Fund, form.Campaign, form.Name, form.Email, cancel);
        }
        var written = form.Reference.Trim();
        var code = GiftReference.TryRead(written, out var read) ? read : written;
        return await db.Set<Gift>().AsNoTracking().SingleOrDefaultAsync(g => g.Reference == code || g.Reference == written, cancel) is { } gift
            ? gift : new Refusal("no_reference", "No gift has this reference. Look at it again, or leave it empty and say who gave.", "reference");
    }
}
