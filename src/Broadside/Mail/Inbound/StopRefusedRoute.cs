using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Routes;
using Broadside.Mail.Wire;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Inbound;

/// <summary>
/// A far end that refuses our mail by its policy says nothing against the reader: a person is told, and where several far ends
/// say so of one route within a day, that route is stopped.
/// </summary>
internal sealed class StopRefusedRoute(MailToken tokens, IEnumerable<ISentBy> senders, MailRoutes routes, Alarms alarms, IDbContextFactory<NewsroomDb> dbs, TimeProvider time) : Jobs.EventHandler<MailCameBack>
{
    // A token proves that somebody has our message, not that a server wrote the bounce: any subscriber can make one from his
    // own copy. So one voice stops nothing, nor do three under one domain: whoever owns a domain has as many addresses as he
    // likes, and at a large provider one mailbox takes mail as me+1 and me+2. If it is true that one provider alone refuses us,
    // stopping the route would take the mail from everybody else; the alarm tells a person, and that is enough.
    private const int Recipients = 3;
    private const int Domains = 2;

    // So many of the newest are looked at; whoever wants to fill them with his own needs a message of ours for each.
    private const int MostLookedAt = 500;

    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    protected override async Task HearAsync(MailCameBack news, CancellationToken cancel)
    {
        if (news.Kind != MailReturn.Policy || !tokens.TryOpen(news.Token, out _, out _, out _))
        {
            return;
        }
        var name = await SentAsync([news.Token], cancel) is [var sent] ? sent.Route : null;
        if (name is not null && routes.Named(name) is { Settings.Kind: RouteKind.Relay } route && IsByPolicy(news.Status) && await IsRefusedByManyAsync(name, cancel))
        {
            await route.StopAsync(SmtpAnswer.Lost(news.Words), cancel);
            return;
        }
        await alarms.RaiseAsync("mail-refused", name ?? "mail", $"A mail server refuses our mail{(name is null ? "" : $" of the route {name}")}, whoever it is for: {news.Words} Look into it before the next digest.", cancel);
    }

    private async Task<bool> IsRefusedByManyAsync(string route, CancellationToken cancel)
    {
        if (!Defence.IsOn("refused-by-many"))
        {
            return true;
        }
        var refused = (await SentAsync(await RefusedAsync(route, cancel), cancel)).Where(s => s.Route == route);
        var people = refused.Select(s => (Name: Person(s.Recipient), Domain: OwnDomain(s.Recipient))).Where(p => p.Domain.Length > 0).ToHashSet();
        return people.Count >= Recipients && people.Select(p => p.Domain).Distinct().Count() >= Domains;
    }

    // What came back before somebody looked into it and resumed the route has been looked into.
    private async Task<IReadOnlyList<string>> RefusedAsync(string route, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var since = time.GetUtcNow() - Window;
        var resumedAt = await db.Set<Alarm>().Where(a => a.Code == "route-stopped" && a.Subject == route).Select(a => a.ClearedAt).SingleOrDefaultAsync(cancel);
        since = resumedAt > since ? resumedAt.Value : since;
        return await db.Set<KeptReturn>().Where(r => r.ReceivedAt > since && r.Kind == MailReturn.Policy && r.Status.StartsWith("5.7."))
            .GroupBy(r => r.Token).OrderByDescending(g => g.Max(r => r.ReceivedAt)).Select(g => g.Key).Take(MostLookedAt).ToListAsync(cancel);
    }

    private async Task<IReadOnlyList<SentMessage>> SentAsync(IReadOnlyList<string> about, CancellationToken cancel)
    {
        var opened = about.Select(t => (IsOurs: tokens.TryOpen(t, out var use, out var first, out var second), Use: use, Numbers: (first, second))).Where(o => o.IsOurs);
        var sent = new List<SentMessage>();
        foreach (var group in opened.GroupBy(o => o.Use))
        {
            if (senders.FirstOrDefault(s => s.Use == group.Key) is { } sender)
            {
                sent.AddRange(await sender.SentAsync([.. group.Select(o => o.Numbers)], cancel));
            }
        }
        return sent;
    }

    private static bool IsByPolicy(string status) => status.StartsWith("5.7.", StringComparison.Ordinal);

    // RFC 5233: what stands behind the + is a note of the mailbox's owner.
    private static string Person(string address) => address[..Math.Max(address.LastIndexOf('@'), 0)].Split('+')[0].ToLowerInvariant();

    // The last two labels: at co.uk too many count as one, and that errs on the side of the alarm alone.
    private static string OwnDomain(string address) => string.Join('.', (WireAddress.Domain(address) ?? "").Split('.').TakeLast(2));
}
