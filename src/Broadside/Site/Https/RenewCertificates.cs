using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.Logging;

namespace Broadside.Site.Https;

/// <summary>
/// Sees to it that each host has a certificate with at least a third of its life left. What fails is tried again later and later;
/// every try is written down before it is made, so that a program that ends over it again and again does not use up what the
/// authority allows.
/// </summary>
public sealed partial class RenewCertificates(CertificateBoard board, TlsFolder folder, ObtainCertificate obtain, Alarms alarms, TimeProvider time, ILogger<RenewCertificates> log) : IDisposable
{
    private const string Code = "certificate";

    private static readonly TimeSpan Late = TimeSpan.FromDays(14);

    // Authorities count failures by host and hour; five an hour is the usual measure.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12)];

    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Looks at every host once and asks for what is due; returns how many certificates are new.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            var obtained = 0;
            foreach (var host in board.Hosts)
            {
                board.Refresh();
                obtained += IsDue(host) && await TryAsync(host, cancel) ? 1 : 0;
            }
            board.Refresh();
            return obtained;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private bool IsDue(string host)
    {
        var now = time.GetUtcNow();
        var isFresh = board.Of(host) is { } held && now < held.RenewAt && held.Names(host);
        return !isFresh && (now >= folder.Tries(host).NextAt || !Defence.IsOn("certificate-pauses"));
    }

    private async Task<bool> TryAsync(string host, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var failures = folder.Tries(host).Failures + 1;
        var next = now + Pauses[Math.Min(failures, Pauses.Length) - 1];
        folder.Note(host, new CertificateTries(failures, next, "The program ended while it was tried."));
        var (outcome, retryAfter) = await obtain.RunAsync(host, cancel);
        if (outcome.IsDone)
        {
            folder.Note(host, CertificateTries.None);
            await alarms.ClearAsync(Code, host, cancel);
            return true;
        }
        if (retryAfter is { } asked && now + asked > next)
        {
            next = now + asked;
        }
        folder.Note(host, new CertificateTries(failures, next, outcome.Refusal!.Message));
        var left = (board.Of(host)?.EndsAt ?? now) - now;
        if (left < Late)
        {
            var state = left > TimeSpan.Zero ? $"The certificate of {host} ends in {left.TotalDays:0} days and was not renewed." : $"{host} has no certificate that holds: browsers refuse to open it.";
            await alarms.RaiseAsync(Code, host, $"{state} {outcome.Refusal.Message} Tried again at {next:yyyy-MM-dd HH:mm} UTC; at once after “broadside https --now”.", cancel);
        }
        else
        {
            Failed(host, outcome.Refusal.Message);
        }
        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The certificate of {Host} was not renewed: {Reason}")]
    private partial void Failed(string host, string reason);
}
