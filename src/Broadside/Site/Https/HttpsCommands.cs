using System.CommandLine;
using Broadside.Kit;

namespace Broadside.Site.Https;

internal static class HttpsCommands
{
    public static void Add(CommandTree commands)
    {
        var https = commands.Group("https", "Say which certificates this newsroom holds, and how renewing them goes.");
        var now = new Option<bool>("--now") { Description = "Lets the running server try at once what failed, instead of waiting." };
        https.Options.Add(now);
        commands.Run(https, (services, parse, _) =>
        {
            var (settings, folder, time) = (services.GetRequiredService<SiteSettings>(), services.GetRequiredService<TlsFolder>(), services.GetRequiredService<TimeProvider>());
            var hosts = settings.Https.Hosts();
            if (parse.GetValue(now))
            {
                hosts.ToList().ForEach(host => folder.Note(host, CertificateTries.None));
            }
            var lines = hosts.Select(host => Line(host, folder)).ToList();
            if (parse.GetValue(commands.Json))
            {
                Output.Json(lines);
            }
            else
            {
                Print(lines);
            }
            return Task.FromResult(lines.All(l => l.EndsAt > time.GetUtcNow()) ? 0 : 1);
        });
    }

    private static void Print(List<Shown> lines)
    {
        if (lines.Count == 0)
        {
            Console.WriteLine("No host is named in Site:Https:Domains: HTTPS is spoken by something before this program, or not at all.");
        }
        foreach (var line in lines)
        {
            Console.WriteLine(line.EndsAt is null ? $"{line.Host}: none yet" : $"{line.Host}: until {line.EndsAt:yyyy-MM-dd HH:mm} UTC, by {line.Issuer}; renewed from {line.RenewAt:yyyy-MM-dd} on");
            if (line.Failures > 0)
            {
                Console.WriteLine($"  failed {line.Failures} times; next at {line.NextAt:yyyy-MM-dd HH:mm} UTC. {line.Error}");
            }
        }
    }

    private static Shown Line(string host, TlsFolder folder)
    {
        using var held = folder.Read(host);
        var tries = folder.Tries(host);
        return new Shown(host, held?.Issuer, held?.EndsAt, held?.RenewAt, tries.Failures, tries.Failures > 0 ? tries.NextAt : null, tries.Failures > 0 ? tries.Error : null);
    }

    private sealed record Shown(string Host, string? Issuer, DateTimeOffset? EndsAt, DateTimeOffset? RenewAt, int Failures, DateTimeOffset? NextAt, string? Error);
}
