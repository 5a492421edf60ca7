using System.Runtime.CompilerServices;
using Broadside.Kit;

namespace Broadside.Site.Https;

internal sealed class CheckCertificates(SiteSettings settings, TlsFolder folder, TimeProvider time) : ICheck
{
    public string Name => "certificates";

    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
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
