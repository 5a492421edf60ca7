namespace Broadside.Guard;

/// <summary>Tells <see cref="FarClocks"/> of the date of each answer.</summary>
internal sealed class FarClockHandler(HttpMessageHandler inner, FarClocks clocks) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head && response.Headers.Date is { } said && request.RequestUri is { IsLoopback: false, Host: var host })
        {
            clocks.Hear(host, said);
        }
        return response;
    }
}
