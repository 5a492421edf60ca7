using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Giving.Outgoing;

/// <summary>HTTP to the addresses of hooks: no redirect is followed, no host of the local network is asked unless a setting allows it.</summary>
public sealed class OutgoingClient(GivingSettings settings, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient http = OutsideClient.Make(_ => settings.PrivateHooks || !Defence.IsOn("hook-private"), TimeSpan.FromSeconds(5));

    /// <returns>The status; 0 where no answer came.</returns>
    public async Task<int> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Net.Sockets.SocketException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return 0;
        }
    }

    public void Dispose() => http.Dispose();
}
