using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Broadside.Giving.Rails.PayPal;

/// <summary>Questions to PayPal under a token that is kept until shortly before it ends.</summary>
internal sealed class PayPalWire(PayPalAccount account, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);

    private readonly HttpClient http = RailWire.Client(new Uri(account.Api), account.Timeout);
    private readonly SemaphoreSlim gate = new(1);
    private (string Text, DateTimeOffset Until)? token;

    /// <summary>Several questions within the time of one.</summary>
    public async Task<(T? Value, RailFailure? Failure)> WithinAsync<T>(Func<CancellationToken, Task<(T? Value, RailFailure? Failure)>> ask, CancellationToken cancel)
    {
        var (pair, failure) = await RailWire.AskAsync(ask, account.Timeout, time, cancel);
        return failure is null ? pair : (default, failure);
    }

    /// <summary>One question within its time.</summary>
    public Task<(RailAnswer? Value, RailFailure? Failure)> AskAsync(HttpMethod method, string path, JsonObject? body, string? key, CancellationToken cancel) =>
        WithinAsync(inner => SendAsync(method, path, body, key, inner), cancel);

    /// <summary>Null: PayPal knows no such thing.</summary>
    /// <exception cref="RailUnreachable">It could not be asked.</exception>
    public async Task<RailAnswer?> GetAsync(string path, CancellationToken cancel)
    {
        var (answer, failure) = await AskAsync(HttpMethod.Get, path, null, null, cancel);
        return failure is null or { Kind: FailureKind.Missing } ? answer : throw failure.ToException();
    }

    /// <summary>One question; the caller minds the time. What the wire throws goes on.</summary>
    /// <param name="method">HTTP.</param>
    /// <param name="path">With a slash in front.</param>
    /// <param name="body">Null: none.</param>
    /// <param name="key">So that asking twice does once.</param>
    public async Task<(RailAnswer? Value, RailFailure? Failure)> SendAsync(HttpMethod method, string path, JsonObject? body, string? key, CancellationToken cancel)
    {
        for (var again = false; ; again = true)
        {
            var (bearer, failure) = await TokenAsync(cancel);
            if (failure is not null)
            {
                return (null, failure);
            }
            using var request = new HttpRequestMessage(method, account.Api.TrimEnd('/') + path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            request.Headers.Add("Prefer", "return=representation");
            if (key is not null)
            {
                request.Headers.Add("PayPal-Request-Id", key);
            }
            if (method == HttpMethod.Post)
            {
                request.Content = new StringContent((body ?? []).ToJsonString(), Encoding.UTF8, "application/json");
            }
            var answer = await SendAsync(request, cancel);
            // A token may be taken back before its time; a second refusal is no matter of tokens.
            if (answer.Status == 401 && !again)
            {
                token = null;
                continue;
            }
            return answer.IsGood && (answer.Json is not null || answer.Body.Length == 0) ? (answer, null) : (answer, PayPalFailures.Of(answer));
        }
    }

    public async Task<RailAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        using var response = await http.SendAsync(request, cancel);
        return new RailAnswer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancel));
    }

    public void Dispose()
    {
        http.Dispose();
        gate.Dispose();
    }

    private async Task<(string? Token, RailFailure? Failure)> TokenAsync(CancellationToken cancel)
    {
        if (token is { } kept && kept.Until > time.GetUtcNow())
        {
            return (kept.Text, null);
        }
        await gate.WaitAsync(cancel);
        try
        {
            if (token is { } fresh && fresh.Until > time.GetUtcNow())
            {
                return (fresh.Text, null);
            }
            using var request = new HttpRequestMessage(HttpMethod.Post, account.Api.TrimEnd('/') + "/v1/oauth2/token");
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Client}:{account.Secret}")));
            request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
            var answer = await SendAsync(request, cancel);
            if (!answer.IsGood || answer.Json?.Text("access_token") is not { } text)
            {
                return (null, PayPalFailures.Of(answer));
            }
            token = (text, time.GetUtcNow() + TimeSpan.FromSeconds(answer.Json?.Number("expires_in") ?? 0) - Early);
            return (text, null);
        }
        finally
        {
            gate.Release();
        }
    }
}
