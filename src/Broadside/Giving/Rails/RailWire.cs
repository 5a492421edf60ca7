using System.Net.Sockets;
using System.Security.Cryptography;
using Broadside.Guard;

namespace Broadside.Giving.Rails;

/// <summary>What every rail does alike on the wire: how long it waits, and what a broken exchange means.</summary>
internal static class RailWire
{
    private const int MostBytes = 8 << 20;

    /// <param name="api">Where the operator says the rail is; that host may be a local one.</param>
    /// <param name="timeout">For a whole question; connecting may take two thirds of it, so that a dead host is told from a dead answer.</param>
    public static HttpClient Client(Uri api, TimeSpan timeout)
    {
        var client = OutsideClient.Make(host => host == api.Host, timeout * 2 / 3, connections: 64);
        client.MaxResponseContentBufferSize = MostBytes;
        return client;
    }

    /// <summary>Runs one question within its time; a wire's exception becomes a failure. Who asked and gave up gets their own cancellation.</summary>
    public static async Task<(T? Value, RailFailure? Failure)> AskAsync<T>(Func<CancellationToken, Task<T>> ask, TimeSpan timeout, TimeProvider time, CancellationToken cancel)
    {
        using var clock = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancel);
        try
        {
            return (await ask(either.Token), null);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && Broken(e) is { } failure)
        {
            return (default, failure);
        }
    }

    public static string Sha256(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    private static RailFailure? Broken(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => NotSent("dns"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => NotSent("tls"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => NotSent(e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused } ? "refused" : "connect"),
        OperationCanceledException { InnerException: TimeoutException } => NotSent("connect"),
        OperationCanceledException => Unknown("timeout"),
        HttpRequestException or IOException => Unknown("broken"),
        _ => null,
    };

    private static RailFailure NotSent(string code) => new(FailureKind.NotSent, new Evidence(0, code));

    private static RailFailure Unknown(string code) => new(FailureKind.Unknown, new Evidence(0, code));
}
