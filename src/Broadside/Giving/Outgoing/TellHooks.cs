using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Outgoing;

/// <summary>
/// Tells hooks what was noted for them: POST with JSON, signed over time and body (<c>Broadside-Signature: t=SECONDS,v1=HEX</c>), tried
/// for two days. A copy of the newsroom that is quiet tells nobody anything.
/// </summary>
public sealed class TellHooks(IDbContextFactory<NewsroomDb> dbs, GatherNotices gather, OutgoingClient client, OutboundSwitch outbound, Secrets secrets, Alarms alarms, TimeProvider time) : IJob
{
    public const string JobKind = "tell hooks";

    private const int Most = 200;
    private const int Gone = 410;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan[] Waits = [.. new[] { 1, 5, 30, 120, 360, 720, 1440 }.Select(m => TimeSpan.FromMinutes(m))];

    public string Kind => JobKind;

    public bool IsLong => true;

    public Task RunAsync(string payload, CancellationToken cancel) => RunAsync(cancel);

    /// <returns>How many were told.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await gather.RunAsync(cancel);
        if (!await outbound.MayAsync(cancel))
        {
            return 0;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        var due = await db.Set<OutgoingNotice>().AsNoTracking().Where(n => n.State == NoticeFate.Waiting && n.DueAt <= now).OrderBy(n => n.DueAt).ThenBy(n => n.Id).Take(Most).ToListAsync(cancel);
        var told = 0;
        foreach (var notice in due)
        {
            told += await TellAsync(db, notice, cancel) ? 1 : 0;
        }
        return told;
    }

    /// <summary>What the receiver counts as well: HMAC-SHA256 of "SECONDS.BODY" in hexadecimal.</summary>
    public static string Sign(string secret, long seconds, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.{body}"))));

    private async Task<bool> TellAsync(NewsroomDb db, OutgoingNotice notice, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // Whoever moves the row on sends it; a second worker moves nothing.
        var taken = await db.Set<OutgoingNotice>().Where(n => n.Id == notice.Id && n.State == NoticeFate.Waiting && n.Tries == notice.Tries)
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.Tries, notice.Tries + 1).SetProperty(x => x.DueAt, now + Lease), cancel);
        var hook = await db.Set<OutgoingHook>().AsNoTracking().SingleAsync(h => h.Id == notice.Hook, cancel);
        if (taken == 0 || secrets.Open(KeepHook.Purpose(hook.Id), hook.Secret) is not { } secret)
        {
            return false;
        }
        Mishap.Here("hook claimed");
        var (body, seconds) = (await BodyAsync(db, notice, cancel), now.ToUnixTimeSeconds());
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address) { Content = new StringContent(body, new UTF8Encoding(false), "application/json") };
        request.Headers.Add("Broadside-Event", notice.Event);
        request.Headers.Add("Broadside-Notice", notice.Id);
        request.Headers.Add("Broadside-Signature", string.Create(CultureInfo.InvariantCulture, $"t={seconds},v1={Sign(secret, seconds, body)}"));
        var status = await client.SendAsync(request, cancel);
        Mishap.Here("hook told");
        await KeepAsync(db, notice, hook, status, cancel);
        return status is >= 200 and < 300;
    }

    private async Task KeepAsync(NewsroomDb db, OutgoingNotice notice, OutgoingHook hook, int status, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var isTold = status is >= 200 and < 300;
        var fate = isTold ? NoticeFate.Told : status == Gone || notice.Tries >= Waits.Length ? NoticeFate.Failed : NoticeFate.Waiting;
        var due = fate == NoticeFate.Waiting ? now + Waits[notice.Tries] : now;
        DateTimeOffset? toldAt = isTold ? now : null;
        await db.Set<OutgoingNotice>().Where(n => n.Id == notice.Id)
            .ExecuteUpdateAsync(n => n.SetProperty(x => x.State, fate).SetProperty(x => x.Status, status).SetProperty(x => x.DueAt, due).SetProperty(x => x.ToldAt, toldAt), cancel);
        if (fate == NoticeFate.Failed)
        {
            await alarms.RaiseAsync("hook-failing", hook.Id, $"{new Uri(hook.Address).Host} did not take a notice of gifts (status {status}). Look at the hook's log.", cancel);
        }
    }

    private static async Task<string> BodyAsync(NewsroomDb db, OutgoingNotice notice, CancellationToken cancel)
    {
        var isPlan = notice.Event == OutgoingEvents.Plan;
        var id = notice.Subject.Split('/')[0];
        var plan = isPlan ? await db.Set<RecurringPlan>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancel) : null;
        var entry = isPlan ? null : await db.Set<EntryRow>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == notice.Subject, cancel);
        var fact = entry?.Posted().Fact;
        var giftId = plan?.Gift ?? entry?.Gift ?? (entry is null ? null : await db.Set<EntryRow>().Where(e => e.Rail == entry.Rail && e.RailAccount == entry.RailAccount && e.Payment == entry.Payment && e.Gift != null).Select(e => e.Gift).FirstOrDefaultAsync(cancel));
        var gift = giftId is null ? null : await db.Set<Gift>().AsNoTracking().SingleOrDefaultAsync(g => g.Id == giftId, cancel);
        var name = giftId is null ? null : await db.Set<GiftDetails>().Where(d => d.Gift == giftId).Select(d => d.Name).SingleOrDefaultAsync(cancel);
        return JsonSerializer.Serialize(new
        {
            notice.Id,
            notice.Event,
            At = notice.HappenedAt,
            Amount = fact is null ? null : fact.Amount.ToText(),
            fact?.Amount.Currency,
            fact?.Rail,
            Payment = fact?.Payment,
            Gift = gift is null ? null : new { gift.Id, gift.Fund, gift.Campaign, gift.Repeats, gift.Recipient, Name = GiftWall.Shown(gift.Visibility, name) },
            Plan = plan is null ? null : new { plan.Id, plan.State, Amount = new Money(plan.Amount, plan.Currency).ToText(), plan.Currency, plan.Repeats, plan.Rail, plan.NextAt },
        }, CanonicalJson.Options);
    }
}
