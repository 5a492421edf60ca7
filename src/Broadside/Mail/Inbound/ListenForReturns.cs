using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Broadside.Guard;
using Broadside.Kit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadside.Mail.Inbound;

/// <summary>Takes mail that comes back, at the address of the setting <c>Mail:Inbound:Listen</c>, while the newsroom is served.</summary>
internal sealed class ListenForReturns(MailSettings settings, TakeReturn take, MailToken tokens, Sender sender, Alarms alarms, TimeProvider time, ILogger<ListenForReturns> log) : BackgroundService
{
    private const int MostConnections = 20;

    // One network's share of them, unless it is this machine: the mail server beside it brings everything.
    private const int MostOfOne = 5;

    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Task, IPAddress> open = new();
    private readonly TaskCompletionSource<int> port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The port, once it listens.</summary>
    public Task<int> Port => port.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.Inbound.Listen is not { Length: > 0 } where)
        {
            return;
        }
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var listener = new TcpListener(Address(where));
                listener.Start();
                port.TrySetResult(((IPEndPoint)listener.LocalEndpoint).Port);
                await alarms.ClearAsync("mail-listen", where, stoppingToken);
                await TakeAllAsync(listener, stoppingToken);
            }
            catch (SocketException e)
            {
                await alarms.RaiseAsync("mail-listen", where, $"Mail that comes back cannot be taken at {where}: {e.Message}. Choose another address in the setting Mail:Inbound:Listen, and restart.", stoppingToken);
                await Task.Delay(Again, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        await Task.WhenAll(open.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <exception cref="SettingsException">It is no address of this machine.</exception>
    public static IPEndPoint Address(string where) =>
        IPEndPoint.TryParse(where.Replace("localhost", "127.0.0.1", StringComparison.OrdinalIgnoreCase), out var address)
            ? address
            : throw new SettingsException($"Setting Mail:Inbound:Listen is “{where}”. Give a number and a port, as 127.0.0.1:2525.");

    private async Task TakeAllAsync(TcpListener listener, CancellationToken stopping)
    {
        while (true)
        {
            var client = await listener.AcceptTcpClientAsync(stopping);
            client.NoDelay = true;
            var from = Network.Of((client.Client.RemoteEndPoint as IPEndPoint)?.Address);
            foreach (var ended in open.Keys.Where(t => t.IsCompleted))
            {
                open.TryRemove(ended, out _);
            }
            if (open.Count >= MostConnections || (!IPAddress.IsLoopback(from) && open.Values.Count(from.Equals) >= MostOfOne))
            {
                client.Dispose();
                continue;
            }
            open[ServeAsync(client, stopping)] = from;
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken stopping)
    {
        using var _ = client;
        using var longest = new CancellationTokenSource(Longest, time);
        using var silence = new CancellationTokenSource(Silence, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, longest.Token, silence.Token);
        await new ReturnSession(client.GetStream(), take, tokens, sender, log).RunAsync(() =>
        {
            silence.CancelAfter(Silence);
            return ending.Token;
        });
    }
}
