using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mail.Checks;
using Broadside.Mail.Direct;
using Broadside.Mail.Wire;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Routes;

/// <summary>The ways out in the operator's order; where none is set, the outbox folder alone.</summary>
public sealed class MailRoutes(MailSettings settings, BaseAddress address, DataFolder folder, MailDns dns, IDbContextFactory<NewsroomDb> dbs, IEngine engine, Alarms alarms, TimeProvider time) : IDisposable
{
    private readonly Lazy<IReadOnlyList<MailRoute>> all = new(() => settings.Routes.Count == 0
        ? [new MailRoute(Outbox, OutboxLines(folder, time), dbs, engine, alarms, time)]
        : [.. settings.Routes.Select(r => new MailRoute(r, Lines(r, settings, address, folder, dns, alarms, time), dbs, engine, alarms, time))]);

    private static readonly RouteSettings Outbox = new() { Kind = RouteKind.Outbox, Sign = false };

    public IReadOnlyList<MailRoute> All => all.Value;

    public void Dispose()
    {
        if (all.IsValueCreated)
        {
            all.Value.ToList().ForEach(r => r.Dispose());
        }
    }

    public MailRoute? Named(string name) => All.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Those that may be used now, in order.</summary>
    public async Task<IReadOnlyList<MailRoute>> UsableAsync(CancellationToken cancel)
    {
        var usable = new List<MailRoute>();
        foreach (var route in All)
        {
            if (await route.IsUsableAsync(cancel))
            {
                usable.Add(route);
            }
        }
        return usable;
    }

    private static OpenLine Lines(RouteSettings route, MailSettings settings, BaseAddress address, DataFolder folder, MailDns dns, Alarms alarms, TimeProvider time)
    {
        var target = Target(route, settings, address);
        var servers = new MailServers(dns, route.AllowPrivateHosts, time);
        return route.Kind switch
        {
            RouteKind.Outbox => OutboxLines(folder, time),
            RouteKind.Direct => cancel => Task.FromResult<(IMailLine?, SmtpAnswer)>((new DirectLine(servers, target, alarms, cancel), new SmtpAnswer(220, ""))),
            _ => async cancel => await SmtpConnection.OpenAsync(target, cancel),
        };
    }

    private static OpenLine OutboxLines(DataFolder folder, TimeProvider time) =>
        _ => Task.FromResult<(IMailLine?, SmtpAnswer)>((new OutboxLine(folder, time), new SmtpAnswer(220, "")));

    private static SmtpTarget Target(RouteSettings route, MailSettings settings, BaseAddress address) => new()
    {
        Host = route.Host,
        Port = route.PortUsed,
        Security = route.Kind == RouteKind.Direct ? WireSecurity.Offered : route.Tls,
        User = route.User,
        Password = route.Password,
        Name = settings.HelloName ?? new Uri(address.Value).IdnHost,
        LastPatience = route.LastPatience < SmtpTarget.LongestPatience ? route.LastPatience : SmtpTarget.LongestPatience,
    };
}
