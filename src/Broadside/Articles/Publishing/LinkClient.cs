using System.Net;
using System.Net.Sockets;
using Broadside.Guard;

namespace Broadside.Articles.Publishing;

/// <summary>Asks whether a page on somebody else's machine is there. Hosts of the local network are not asked.</summary>
public sealed class LinkClient(Func<string, bool> allowsLocal) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient http = OutsideClient.Make(allowsLocal, Patience);

    /// <summary>What it answered; never throws but when it is cancelled.</summary>
    public async Task<(LinkLookState State, string Detail)> LookAsync(string address, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            return await FollowAsync(new Uri(address), patience.Token);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.NameResolutionError || e.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound })
        {
            return (LinkLookState.Dead, "no such host");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            return (LinkLookState.Unsure, "no answer");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (LinkLookState.Unsure, "no answer in time");
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<(LinkLookState State, string Detail)> FollowAsync(Uri address, CancellationToken cancel)
    {
        for (var hop = 0; hop <= OutsideClient.MostRedirects; hop++)
        {
            using var answer = await AskAsync(address, cancel);
            if ((int)answer.StatusCode is >= 300 and < 400 && answer.Headers.Location is { } to)
            {
                address = new Uri(address, to);
                if (address.Scheme is not ("http" or "https"))
                {
                    break;
                }
                continue;
            }
            var state = answer.StatusCode switch
            {
                HttpStatusCode.NotFound or HttpStatusCode.Gone => LinkLookState.Dead,
                _ when answer.IsSuccessStatusCode => LinkLookState.Good,
                _ => LinkLookState.Unsure,
            };
            return (state, $"{(int)answer.StatusCode}");
        }
        return (LinkLookState.Unsure, "leads round and round");
    }

    // Many servers answer HEAD wrongly: what they say to GET counts.
    private async Task<HttpResponseMessage> AskAsync(Uri address, CancellationToken cancel)
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        var answer = await http.SendAsync(head, HttpCompletionOption.ResponseHeadersRead, cancel);
        if ((int)answer.StatusCode < 400)
        {
            return answer;
        }
        answer.Dispose();
        using var get = new HttpRequestMessage(HttpMethod.Get, address);
        return await http.SendAsync(get, HttpCompletionOption.ResponseHeadersRead, cancel);
    }
}
