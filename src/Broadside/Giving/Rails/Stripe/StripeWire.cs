using System.Runtime.CompilerServices;
using Stripe;

namespace Broadside.Giving.Rails.Stripe;

/// <summary>
/// Stripe.net as a donor who waits can bear it: as it comes it waits eighty seconds three times over, and sends measurements of its own.
/// </summary>
internal sealed class StripeWire : IDisposable
{
    private const int PageSize = 100;

    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly HttpClient http;

    public StripeWire(StripeAccount account, TimeProvider time)
    {
        (timeout, this.time) = (account.Timeout, time);
        http = RailWire.Client(new Uri(account.Api), timeout);
        Client = new StripeClient(account.Key, httpClient: new SystemNetHttpClient(http, maxNetworkRetries: 0, enableTelemetry: false), apiBase: account.Api.TrimEnd('/'));
    }

    public StripeClient Client { get; }

    public async Task<(T? Value, RailFailure? Failure)> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            return await RailWire.AskAsync(ask, timeout, time, cancel);
        }
        catch (StripeException e) when (!cancel.IsCancellationRequested)
        {
            return (default, StripeFailures.Of(e));
        }
    }

    /// <summary>Null: Stripe knows no such thing.</summary>
    /// <exception cref="RailUnreachable">It could not be asked.</exception>
    public async Task<T?> GetAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
        where T : class
    {
        var (value, failure) = await AskAsync(ask, cancel);
        return failure is null or { Kind: FailureKind.Missing } ? value : throw failure.ToException();
    }

    /// <summary>All of a list, page by page, newest first.</summary>
    /// <exception cref="RailUnreachable">It could not be asked to the end.</exception>
    public async IAsyncEnumerable<T> AllAsync<T, TOptions>(
        Func<TOptions, CancellationToken, Task<StripeList<T>>> list, TOptions options, [EnumeratorCancellation] CancellationToken cancel)
        where T : StripeEntity, IHasId
        where TOptions : ListOptions
    {
        options.Limit = PageSize;
        for (StripeList<T>? page = null; page is null or { HasMore: true };)
        {
            page = await GetAsync(token => list(options, token), cancel) ?? throw new RailUnreachable(RailTrouble.Misconfigured, new Evidence(404, "resource_missing"));
            foreach (var item in page.Data)
            {
                yield return item;
            }
            options.StartingAfter = page.Data.Count > 0 ? page.Data[^1].Id : null;
        }
    }

    public void Dispose() => http.Dispose();
}
