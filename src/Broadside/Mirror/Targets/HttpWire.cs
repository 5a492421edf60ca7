using System.Net;
using System.Net.Sockets;
using Broadside.Guard;

namespace Broadside.Mirror.Targets;

/// <summary>What WebDAV and S3 do alike: one request within its time, the wire's exceptions turned into troubles.</summary>
internal sealed class HttpWire(Uri there, MirrorPatience patience, TimeProvider time) : IDisposable
{
    private const int SlowestBytesPerSecond = 20_000;
    private const int MostSaid = 4096;
    private const long Large = 1 << 20;

    private readonly HttpClient http = OutsideClient.Make(host => host == there.Host, patience.Connect, connections: 8);

    /// <param name="request">Sent once and disposed.</param>
    /// <param name="size">Of what is sent with it.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<T> SendAsync<T>(HttpRequestMessage request, long size, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        using (request)
        {
            using var clock = new CancellationTokenSource(patience.Silence + TimeSpan.FromSeconds(size / SlowestBytesPerSecond), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancel);
            // A large body does not leave before the other side says that it wants it: a wrong password costs no upload.
            request.Headers.ExpectContinue = size > Large;
            try
            {
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
                return await read(answer, either.Token);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested && Trouble(e) is { } trouble)
            {
                throw trouble;
            }
        }
    }

    /// <summary>What the other side says of a refusal.</summary>
    public static async Task<string> SaidAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var bytes = await BytesAsync(answer, MostSaid, cancel) ?? [];
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The whole body; null where it is longer than that.</summary>
    public static async Task<byte[]?> BytesAsync(HttpResponseMessage answer, int most, CancellationToken cancel)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        using var bytes = new MemoryStream();
        var part = new byte[1 << 16];
        while (await body.ReadAsync(part, cancel) is > 0 and var read)
        {
            if (bytes.Length + read > most)
            {
                return null;
            }
            bytes.Write(part, 0, read);
        }
        return bytes.ToArray();
    }

    public void Dispose() => http.Dispose();

    /// <summary>What a status means that is no success.</summary>
    public static TroubleKind KindOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => TroubleKind.Login,
        HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed => TroubleKind.Denied,
        HttpStatusCode.InsufficientStorage or HttpStatusCode.RequestEntityTooLarge => TroubleKind.Full,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => TroubleKind.Unreachable,
        _ => TroubleKind.Broken,
    };

    private static MirrorTrouble? Trouble(Exception e) => e switch
    {
        MirrorTrouble or EditionMoved => null,
        HttpRequestException { InnerException: EditionMoved } => null,
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new(TroubleKind.Unreachable, "its certificate does not hold: " + (e.InnerException?.Message ?? e.Message)),
        OperationCanceledException { InnerException: TimeoutException } => new(TroubleKind.Unreachable, "no connection within the time"),
        OperationCanceledException => new(TroubleKind.Slow, ""),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError } or SocketException => new(TroubleKind.Unreachable, e.Message),
        HttpRequestException or IOException => new(TroubleKind.Broken, e.InnerException?.Message ?? e.Message),
        _ => null,
    };
}
