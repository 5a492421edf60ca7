using System.Net;
using System.Net.Sockets;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Import.Pages;

/// <summary>Gets one page over http or https, as the operator asked: at most <see cref="PageBytes.Largest"/> bytes and few redirects. The address given may stand on the local network; where a public one leads may not, unless the settings allow it.</summary>
internal sealed class FetchPage(ImportSettings settings)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public async Task<Outcome<(string Text, Uri Address)>> RunAsync(Uri address, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Longest);
        var local = settings.AllowPrivateHosts || await OutsideClient.IsLocalAsync(address.Host, cancel);
        using var client = OutsideClient.Make(_ => local, settings.Patience);
        try
        {
            for (var hop = 0; hop <= OutsideClient.MostRedirects; hop++)
            {
                using var answer = await AskAsync(client, address, limit.Token);
                if ((int)answer.StatusCode is >= 300 and < 400 && answer.Headers.Location is { } location)
                {
                    address = new Uri(address, location);
                    if (address.Scheme is not ("http" or "https"))
                    {
                        return new Refusal("fetch", $"{address} is no web address; a redirect led there.");
                    }
                    continue;
                }
                if (!answer.IsSuccessStatusCode)
                {
                    return new Refusal("fetch", $"{address} answered {(int)answer.StatusCode}.");
                }
                return await ReadAsync(answer, address, limit.Token);
            }
            return new Refusal("fetch", $"{address}: more than {OutsideClient.MostRedirects} redirects.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new Refusal("fetch", $"{address} could not be fetched: {e.GetBaseException().Message.TrimEnd('.')}.");
        }
        catch (Exception e) when (e is TimeoutException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new Refusal("fetch", $"{address} sent nothing for {settings.Patience.TotalSeconds:0} seconds.");
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpClient client, Uri address, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(settings.Patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.ParseAdd("text/html, application/xhtml+xml, text/plain;q=0.9");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
    }

    private async Task<Outcome<(string Text, Uri Address)>> ReadAsync(HttpResponseMessage answer, Uri address, CancellationToken cancel)
    {
        await using var body = new PatientStream(await answer.Content.ReadAsStreamAsync(cancel), settings.Patience);
        var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await body.ReadAsync(buffer, cancel) is > 0 and var read)
        {
            if (bytes.Length + read > PageBytes.Largest)
            {
                return new Refusal("too_large", $"{address} has more than {PageBytes.Largest / 1_000_000} MB; a page has less.");
            }
            bytes.Write(buffer, 0, read);
        }
        return (PageBytes.Decode(bytes.ToArray(), answer.Content.Headers.ContentType?.CharSet?.Trim('"')), address);
    }
}
