using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Broadside.Giving.Rails.BtcPay;

/// <summary>Questions to a BTCPay server.</summary>
internal sealed class BtcPayWire(BtcPayStore store, TimeProvider time) : IDisposable
{
    private readonly HttpClient http = RailWire.Client(new Uri(store.Url!), store.Timeout);

    /// <summary>Several questions within the time of one.</summary>
    public async Task<(T? Value, RailFailure? Failure)> WithinAsync<T>(Func<CancellationToken, Task<(T? Value, RailFailure? Failure)>> ask, CancellationToken cancel)
    {
        var (pair, failure) = await RailWire.AskAsync(ask, store.Timeout, time, cancel);
        return failure is null ? pair : (default, failure);
    }

    /// <summary>Null: the server knows no such thing.</summary>
    /// <exception cref="RailUnreachable">It could not be asked.</exception>
    public async Task<RailAnswer?> GetAsync(string path, CancellationToken cancel)
    {
        var (answer, failure) = await WithinAsync(token => SendAsync(HttpMethod.Get, path, null, token), cancel);
        return failure is null or { Kind: FailureKind.Missing } ? answer : throw failure.ToException();
    }

    /// <summary>One question; the caller minds the time. What the wire throws goes on.</summary>
    public async Task<(RailAnswer? Value, RailFailure? Failure)> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, store.Url!.TrimEnd('/') + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("token", store.Key);
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, cancel);
        var answer = new RailAnswer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancel));
        return answer.IsGood && answer.Json is not null ? (answer, null) : (answer, Failure(answer));
    }

    public void Dispose() => http.Dispose();

    private static RailFailure Failure(RailAnswer answer)
    {
        var code = answer.Json is not { } json ? (answer.IsGood ? "form" : "html") : json.Text("code") ?? (json.Text("0.path") is { } path ? $"invalid:{path}" : "error");
        return new RailFailure(answer.Status switch
        {
            >= 200 and < 300 => FailureKind.Unknown,
            429 => FailureKind.Throttled,
            >= 500 => FailureKind.Broken,
            404 when code == "store-not-found" => FailureKind.Cut,
            404 => FailureKind.Missing,
            _ when code == "invalid:amount" => FailureKind.Refused,
            _ => FailureKind.Misconfigured,
        }, answer.Evidence(code));
    }
}
