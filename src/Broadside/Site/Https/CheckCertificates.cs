using System.Runtime.CompilerServices;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Site.Https;

internal sealed class CheckCertificates(SiteSettings settings, TlsFolder folder, SiteRecord site, BaseAddress address, TimeProvider time) : ICheck
{
    public string Name => "certificates";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        if (site.Read<Moves>(Moves.Part).Last is { } move && move.To == address.Value && settings.Https.Lacking(move.To) is { } lacking)
        {
            yield return $"The site has moved to {move.To}, and Site:Https:Domains does not name {lacking}: browsers refuse it there. Add it, keep the old name there too, and restart.";
        }
        foreach (var host in settings.Https.Hosts())
        {
            using var held = folder.Read(host);
            var (tries, now) = (folder.Tries(host), time.GetUtcNow());
            var why = tries.Failures > 0 ? $" {tries.Error}" : "";
            if (held is null || held.EndsAt <= now)
            {
                yield return $"{host} has no certificate that holds.{why}";
            }
            else if (!held.Names(host))
            {
                yield return $"The certificate in keys/tls/{host}.pem is not one of {host}.";
            }
            else if (held.EndsAt - now < TimeSpan.FromDays(14) && tries.Failures > 0)
            {
                yield return $"The certificate of {host} ends on {held.EndsAt:yyyy-MM-dd} and was not renewed.{why}";
            }
        }
    }
}
