using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Import;

/// <summary>
/// Fetches files of the old site: http and https alone, few redirects, no host of the local network but the old site's own.
/// What may come right by itself (a busy server, a broken line) is tried again; a host that never answers is let be.
/// </summary>
internal sealed class FileDownload : IDisposable
{
    private const int MostTries = 3;
    private const int MostSilence = 10;

    private static readonly string[] Passing = ["fetch.busy", "fetch.broken", "fetch.silent", "fetch.unreachable"];
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly HttpClient client;
    private readonly ImportSettings settings;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, int> unanswered = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="settings">How patient to be, and whether the local network may be asked at all.</param>
    /// <param name="ownHosts">Hosts of the old site, which may stand on the local network.</param>
    /// <param name="time">For the pauses.</param>
    public FileDownload(ImportSettings settings, IReadOnlySet<string> ownHosts, TimeProvider time)
    {
        (this.settings, this.time) = (settings, time);
        client = OutsideClient.Make(host => settings.AllowPrivateHosts || ownHosts.Contains(host), settings.Patience);
    }

    /// <param name="address">Where it stands.</param>
    /// <param name="take">Reads the file as it comes.</param>
    /// <param name="cancel">Ends the download.</param>
    public async Task<Outcome<T>> RunAsync<T>(string address, Func<Stream, Task<Outcome<T>>> take, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            if (Web(address) is not { } uri)
            {
                return new Refusal("fetch.address", $"{address} is no http or https address.");
            }
            if (unanswered.GetValueOrDefault(uri.Host) >= MostSilence)
            {
                return new Refusal("fetch.given_up", $"{uri.Host} did not answer {MostSilence} times; the rest was not asked of it. Run the same command again later.");
            }
            var outcome = await TryAsync(uri, take, cancel);
            if (outcome.IsDone || !Passing.Contains(outcome.Refusal.Code))
            {
                unanswered.TryRemove(uri.Host, out _);
                return outcome;
            }
            if (outcome.Refusal.Code is "fetch.silent" or "fetch.unreachable")
            {
                unanswered.AddOrUpdate(uri.Host, 1, (_, times) => times + 1);
            }
            if (tries == MostTries)
            {
                return outcome.Refusal with { Message = $"{outcome.Refusal.Message} It was tried {MostTries} times; run the same command again later." };
            }
            await Task.Delay(settings.Pause * tries, time, cancel);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<Outcome<T>> TryAsync<T>(Uri uri, Func<Stream, Task<Outcome<T>>> take, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        try
        {
            for (var hops = 0; hops <= OutsideClient.MostRedirects; hops++)
            {
                using var answer = await HeadAsync(uri, limit.Token);
                if ((int)answer.StatusCode is >= 300 and < 400 && answer.Headers.Location is { } location)
                {
                    if (Web(new Uri(uri, location).AbsoluteUri) is not { } next)
                    {
                        return new Refusal("fetch.address", $"{uri.Host} leads on to {location}, which is no http or https address.");
                    }
                    uri = next;
                    continue;
                }
                if (!answer.IsSuccessStatusCode)
                {
                    return new Refusal(IsBusy(answer.StatusCode) ? "fetch.busy" : "fetch.status", $"{uri.Host} answered {(int)answer.StatusCode}.");
                }
                return await take(new PatientStream(await answer.Content.ReadAsStreamAsync(limit.Token), settings.Patience));
            }
            return new Refusal("fetch.redirects", $"{uri.Host} redirects more than {OutsideClient.MostRedirects} times.");
        }
        catch (HttpRequestException e) when (e.GetBaseException() is LocalHostException local)
        {
            return new Refusal("fetch.local", $"{local.Message}.");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return new Refusal("fetch.unreachable", $"{uri.Host} could not be reached: {e.GetBaseException().Message.TrimEnd('.')}.");
        }
        catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new Refusal("fetch.silent", $"{uri.Host} sent nothing for {settings.Patience.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new Refusal("fetch.broken", $"The download from {uri.Host} broke off.");
        }
    }

    private async Task<HttpResponseMessage> HeadAsync(Uri uri, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(settings.Patience);
        return await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, limit.Token);
    }

    private static bool IsBusy(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static Uri? Web(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
}
