using System.Net.Sockets;
using Broadside.Import.Pages;
using Broadside.Kit;

namespace Broadside.Import;

/// <summary>
/// Fetches a file from another host: http and https alone, no private address (an export could name the operator's own
/// network) unless the operator's setting allows it, few redirects, a time limit. The library limits the size.
/// </summary>
public sealed class FileDownload : IDisposable
{
    private const int MostRedirects = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly HttpClient client;

    public FileDownload(ImportSettings settings)
    {
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxConnectionsPerServer = 4,
            ConnectCallback = (context, cancel) => FetchPage.ConnectAsync(context.DnsEndPoint, settings.AllowPrivateHosts, cancel),
        })
        {
            Timeout = Longest,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Broadside");
    }

    /// <param name="address">Where it stands.</param>
    /// <param name="take">Reads the file as it comes.</param>
    /// <param name="cancel">Ends the download.</param>
    public async Task<Outcome<T>> RunAsync<T>(string address, Func<Stream, Task<Outcome<T>>> take, CancellationToken cancel)
    {
        for (var hops = 0; hops <= MostRedirects; hops++)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                return new Refusal("fetch.address", $"{address} is no http or https address.");
            }
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                limit.CancelAfter(Longest);
                using var answer = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                if ((int)answer.StatusCode is >= 300 and < 400 && answer.Headers.Location is { } next)
                {
                    address = new Uri(uri, next).AbsoluteUri;
                    continue;
                }
                if (!answer.IsSuccessStatusCode)
                {
                    return new Refusal("fetch.status", $"{uri.Host} answered {(int)answer.StatusCode}.");
                }
                await using var body = await answer.Content.ReadAsStreamAsync(limit.Token);
                return await take(body);
            }
            catch (HttpRequestException e)
            {
                return new Refusal("fetch.failed", $"{uri.Host} could not be reached: {e.InnerException?.Message ?? e.Message}");
            }
            catch (Exception e) when (e is IOException or SocketException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
            {
                return new Refusal("fetch.failed", $"The download from {uri.Host} broke off.");
            }
        }
        return new Refusal("fetch.redirects", $"{address} is redirected without end.");
    }

    public void Dispose() => client.Dispose();
}
