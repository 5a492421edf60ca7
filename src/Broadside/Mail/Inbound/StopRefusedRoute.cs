using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Mail.Routes;
using Broadside.Mail.Wire;

namespace Broadside.Mail.Inbound;

/// <summary>A far end that refuses our mail by its policy says nothing against the reader: the route by which it went is stopped, and a person is told.</summary>
internal sealed class StopRefusedRoute(MailToken tokens, IEnumerable<ISentBy> senders, MailRoutes routes, Alarms alarms) : Jobs.EventHandler<MailCameBack>
{
    protected override async Task HearAsync(MailCameBack news, CancellationToken cancel)
    {
        if (news.Kind != MailReturn.Policy || !tokens.TryOpen(news.Token, out var use, out var first, out var second))
        {
            return;
        }
        var sender = senders.FirstOrDefault(s => s.Use == use);
        var name = sender is null ? null : await sender.RouteAsync(first, second, cancel);
        if (name is not null && routes.Named(name) is { IsOutbox: false } route && news.Status.StartsWith("5.7.", StringComparison.Ordinal))
        {
            await route.StopAsync(SmtpAnswer.Lost(news.Words), cancel);
            return;
        }
        await alarms.RaiseAsync("mail-refused", name ?? "mail", $"A mail server refuses our mail{(name is null ? "" : $" of the route {name}")}, whoever it is for: {news.Words} Look into it before the next digest.", cancel);
    }
}
