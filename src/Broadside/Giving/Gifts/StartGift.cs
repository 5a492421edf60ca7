using System.Globalization;
using Broadside.Giving.Health;
using Broadside.Giving.Plans;
using Broadside.Giving.Rails;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>
/// Keeps what a donor chose, then begins one attempt at the rail they chose. The gift and the attempt are rows before anything leaves
/// the house; a token stands for one attempt, however often it is pressed. A rail that does not take it loses no gift: the same one is tried again at another.
/// </summary>
public sealed class StartGift(IDbContextFactory<NewsroomDb> dbs, IEngine engine, RailBoard board, OutboundSwitch outbound, FormTokens tokens, FindDonor donors, NewReference reference, JobQueue queue, GivingSettings settings, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>A new gift.</summary>
    public async Task<Outcome<StartedGift>> RunAsync(GiftForm form, CancellationToken cancel)
    {
        if (await PressedAsync(form.Token, cancel) is { } pressed)
        {
            return pressed;
        }
        if (TokenRefusal(form.Token) is { } stale)
        {
            return stale;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var (fund, refusal) = await FundAsync(db, form, cancel);
        if (refusal is not null)
        {
            return refusal;
        }
        var gift = new Gift
        {
            Id = ids.New(),
            Reference = reference(),
            Amount = form.Amount.Minor,
            Cover = form.Cover?.Minor ?? 0,
            Currency = form.Amount.Currency,
            Repeats = form.Repeats,
            Fund = fund!.Id,
            Campaign = form.Campaign,
            Recipient = fund.Recipient,
            Visibility = form.Visibility,
            Country = form.Country,
            Language = form.Language,
            Source = form.Source,
            CreatedAt = time.GetUtcNow(),
        };
        if (AmountRefusal(form) is { } amount)
        {
            return amount;
        }
        if (board.Find(form.Rail) is not { } rail || !Fits(rail.Describe(), gift))
        {
            return new Refusal("rail", "give.rail", "rail");
        }
        await using var writing = await db.BeginWritingAsync(cancel);
        gift.Donor = form.Email is null ? null : await donors.RunAsync(db, form.Email, form.Name, form.Country, form.Language, cancel);
        db.Add(gift);
        await db.SaveChangesAsync(cancel);
        if (form.Name is not null || form.Email is not null || form.Tribute is not null)
        {
            db.Add(new GiftDetails { Gift = gift.Id, Name = form.Name, Email = form.Email, Tribute = form.Tribute });
        }
        return await AttemptAsync(db, writing, gift, rail, form.Token, form.Pages, form.Email, cancel);
    }

    /// <summary>The same gift once more, at another rail or the same: nothing of it changes.</summary>
    public async Task<Outcome<StartedGift>> AgainAsync(string giftId, string railId, string token, GiftPages pages, CancellationToken cancel)
    {
        if (await PressedAsync(token, cancel) is { } pressed)
        {
            return pressed.Gift.Id == giftId ? pressed : new Refusal("form", "give.form");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        // A button that leads on is pressed as soon as it is read: no shortest time here.
        if (tokens.Look(token) is FormTokenState.Forged or FormTokenState.TooLate)
        {
            return new Refusal("form", "give.form");
        }
        if (await db.Set<Gift>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == giftId, cancel) is not { } gift)
        {
            return new Refusal("gone", "give.gone");
        }
        // Another recipient is another gift, with another text to read first.
        if (board.Find(railId) is not { } rail || !Fits(rail.Describe(), gift))
        {
            return new Refusal("rail", "give.rail", "rail");
        }
        if (await db.Set<RecurringPlan>().AnyAsync(p => p.Gift == giftId && p.State != PlanState.Ended, cancel))
        {
            return new Refusal("two-plans", "give.two-plans");
        }
        var email = await db.Set<GiftDetails>().Where(d => d.Gift == giftId).Select(d => d.Email).SingleOrDefaultAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        return await AttemptAsync(db, writing, gift, rail, token, pages, email, cancel);
    }

    private async Task<Outcome<StartedGift>> AttemptAsync(NewsroomDb db, IWriting writing, Gift gift, IRail rail, string token, GiftPages pages, string? email, CancellationToken cancel)
    {
        var about = rail.Describe();
        var now = time.GetUtcNow();
        var attempt = new Attempt { Id = ids.New(), Gift = gift.Id, Rail = about.Id, RailAccount = about.Account, Token = token, StartedAt = now, LookAt = now.AddMinutes(10) };
        db.Add(attempt);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (engine.IsDuplicate(e))
        {
            // Two presses in one moment: the other one is the attempt.
            await writing.DisposeAsync();
            return await PressedAsync(token, cancel) is { } other ? other : throw new InvalidOperationException("An attempt could not be kept.", e);
        }
        await writing.CommitAsync(cancel);
        Mishap.Here("attempt kept");
        var result = await AskAsync(rail, about, gift, attempt, pages, email, cancel);
        Mishap.Here("rail asked");
        await KeepAsync(gift, attempt.Id, result, cancel);
        var (kept, isDown) = (await FindAsync(attempt.Id, cancel), result is StartResult.Unavailable or StartResult.Unknown);
        return new StartedGift(gift, kept, result, isDown ? await NextAsync(gift, about.Id, cancel) : null);
    }

    private async Task<StartResult> AskAsync(IRail rail, RailDescriptor about, Gift gift, Attempt attempt, GiftPages pages, string? email, CancellationToken cancel)
    {
        var country = gift.Country;
        if (about.Flow == Flow.HostedRedirect && !await outbound.MayAsync(cancel))
        {
            return new StartResult.Unavailable(RailTrouble.Misconfigured, new Evidence(0, "quiet"));
        }
        if (!await board.EnterAsync(about.Id, gift.Currency, country, cancel))
        {
            return new StartResult.Unavailable(RailTrouble.Transient, new Evidence(0, "shut"));
        }
        var request = new StartRequest(attempt.Id, gift.Id, gift.Total(), gift.Repeats, gift.Reference, gift.Reference, gift.Language, pages.Thanks(attempt.Id), pages.Back(attempt.Id)) { Email = email, Country = country };
        StartResult result;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            result = await rail.StartAsync(request, limit.Token).WaitAsync(Longest, time, cancel);
        }
        catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            result = new StartResult.Unknown(new Evidence(0, "timeout"));
        }
        await limit.CancelAsync();
        await board.SignalAsync(about.Id, gift.Currency, country, result switch
        {
            StartResult.Unavailable down => new RailSignal.Failed(down.Trouble, down.Evidence),
            StartResult.Unknown unknown => new RailSignal.Failed(RailTrouble.Transient, unknown.Evidence),
            _ => new RailSignal.Succeeded(),
        }, null, cancel);
        return result;
    }

    private async Task KeepAsync(Gift gift, string id, StartResult result, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var attempt = await db.Set<Attempt>().SingleAsync(a => a.Id == id, cancel);
        if (attempt.State == AttemptState.Created)
        {
            (attempt.State, attempt.Remote, attempt.ExpiresAt) = result switch
            {
                StartResult.Redirect r => (AttemptState.Redirected, r.Remote.ToString(), r.ExpiresAt),
                StartResult.Instructions i => (AttemptState.Redirected, i.Remote?.ToString(), i.ValidUntil),
                StartResult.Unknown => (AttemptState.Unknown, null, null),
                _ => (AttemptState.Failed, (string?)null, (DateTimeOffset?)null),
            };
            attempt.LookAt = attempt.State == AttemptState.Failed || result is StartResult.Instructions { Remote: null } ? null : attempt.LookAt;
        }
        attempt.Evidence = result switch
        {
            StartResult.Unavailable u => $"{u.Trouble} {u.Evidence.Status} {u.Evidence.Code}",
            StartResult.Unknown u => $"{u.Evidence.Status} {u.Evidence.Code}",
            StartResult.DonorProblem d => d.Code,
            _ => null,
        };
        // Led on to here, the donor pays on no page that they left: a job ends those, and nobody waits for it.
        if (attempt.State == AttemptState.Redirected && gift.Repeats != Interval.Once && await db.Set<Attempt>().AnyAsync(a => a.Gift == gift.Id && a.Id != id, cancel))
        {
            await queue.AddAsync(db, CloseStarts.JobKind, new { }, cancel, uniqueKey: "close starts now");
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }

    /// <summary>The first rail that would take the gift as it is, none that this gift has failed at.</summary>
    private async Task<string?> NextAsync(Gift gift, string tried, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var failed = await db.Set<Attempt>().Where(a => a.Gift == gift.Id && (a.State == AttemptState.Failed || a.State == AttemptState.Unknown)).Select(a => a.Rail).ToListAsync(cancel);
        foreach (var about in board.Rails.Select(r => r.Describe()).Where(d => d.Id != tried && !failed.Contains(d.Id) && Fits(d, gift)))
        {
            if (await board.MayStartAsync(about.Id, gift.Currency, gift.Country, cancel))
            {
                return about.Id;
            }
        }
        return null;
    }

    private static bool Fits(RailDescriptor rail, Gift gift) =>
        rail.Recipient == gift.Recipient && rail.Takes(gift.Total(), gift.Country) && (gift.Repeats == Interval.Once || rail.Recurring != Recurring.None);

    private async Task<StartedGift?> PressedAsync(string token, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Attempt>().AsNoTracking().SingleOrDefaultAsync(a => a.Token == token, cancel) is { } attempt
            ? new StartedGift(await db.Set<Gift>().AsNoTracking().SingleAsync(g => g.Id == attempt.Gift, cancel), attempt, null, null) : null;
    }

    private async Task<Attempt> FindAsync(string id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Attempt>().AsNoTracking().SingleAsync(a => a.Id == id, cancel);
    }

    private Refusal? TokenRefusal(string token) => tokens.Look(token) switch
    {
        FormTokenState.Good => null,
        FormTokenState.TooSoon => new Refusal("too-soon", "give.too-soon"),
        _ => new Refusal("form", "give.form"),
    };

    private Refusal? AmountRefusal(GiftForm form)
    {
        if (!Currencies.Has(form.Amount.Currency))
        {
            return new Refusal("currency", "give.currency", "currency");
        }
        var least = Money.Parse(settings.Least.ToString(CultureInfo.InvariantCulture), form.Amount.Currency, CultureInfo.InvariantCulture)!.Value;
        return form.Amount.Minor < least.Minor || form.Cover is { } cover && (cover.Minor < 0 || cover.Minor > form.Amount.Minor || cover.Currency != form.Amount.Currency)
            ? new Refusal("amount", "give.amount", "amount") : null;
    }

    private async Task<(Fund? Fund, Refusal? Refusal)> FundAsync(NewsroomDb db, GiftForm form, CancellationToken cancel)
    {
        var campaign = form.Campaign is null ? null : await db.Set<Campaign>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == form.Campaign, cancel);
        if (form.Campaign is not null && campaign?.IsOpen(time.GetUtcNow()) != true)
        {
            // Said before paying: the page shows the general fund, and the donor presses again.
            return (null, new Refusal("campaign-over", "give.campaign-over", "campaign"));
        }
        var slug = form.Fund ?? campaign?.Fund ?? Ledger.Accounts.GeneralFund;
        return await db.Set<Fund>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == slug, cancel) is { } fund ? (fund, null) : (null, new Refusal("fund", "give.fund", "fund"));
    }
}
