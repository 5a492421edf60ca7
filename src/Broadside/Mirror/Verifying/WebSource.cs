using System.Net;
using System.Net.Sockets;
using Broadside.Guard;

namespace Broadside.Mirror.Verifying;

/// <summary>An edition at an address. No redirect to another host is followed; what breaks off is asked for once more.</summary>
internal sealed class WebSource(WebReach reach, Uri root, Look look, TimeProvider time) : IEditionSource
{
    private const long Largest = 4L << 30;
    private const int MostRedirects = 5;
    private const int MostTries = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    public string Name => root.AbsoluteUri;

    public Uri Root => root;

    public IReadOnlyCollection<string>? Files => null;

    public IReadOnlyList<VerifyFinding> Faults => [];

    // Enough to keep a line busy, few enough for a small host.
    public int AtOnce => 8;

    /// <summary>The address with a slash at its end; null where it is none.</summary>
    public static Uri? Address(string place) =>
        Uri.TryCreate(place, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0
            ? new Uri(uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/")
            : null;

    /// <summary>The same place, seen by somebody else.</summary>
    public WebSource As(Look other) => new(reach, root, other, time);

    /// <summary>The same files at another address of the same site.</summary>
    public WebSource At(Uri other) => new(reach, other, look, time);

    public Task<SourceFile> ReadAsync(string path, int keep, CancellationToken cancel) => ReadAsync(new Uri(root, SignedPath.Address(path)), keep, cancel);

    /// <summary>The same for an address that is no file of the edition.</summary>
    public async Task<SourceFile> ReadAsync(Uri address, int keep, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            var read = await TryAsync(address, keep, null, cancel);
            if (read.State != SourceState.Failed || tries == MostTries)
            {
                return read;
            }
            await Task.Delay(Pause * tries, time, cancel);
        }
    }

    /// <summary>The same, written into a file as it comes.</summary>
    public async Task<SourceFile> SaveAsync(string path, string file, int buffer, CancellationToken cancel)
    {
        for (var tries = 1; ; tries++)
        {
            SourceFile read;
            await using (var target = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, buffer))
            {
                read = await TryAsync(new Uri(root, SignedPath.Address(path)), 0, target, cancel);
            }
            if (read.State != SourceState.Failed || tries == MostTries)
            {
                return read;
            }
            await Task.Delay(Pause * tries, time, cancel);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<SourceFile> TryAsync(Uri address, int keep, Stream? copy, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            for (var hops = 0; hops <= MostRedirects; hops++)
            {
                limit.CancelAfter(Silence);
                using var answer = await reach.SendAsync(address, look, limit.Token);
                if ((int)answer.StatusCode is >= 300 and < 400 && answer.Headers.Location is { } location)
                {
                    var next = new Uri(address, location);
                    if (!IsSameHost(address, next))
                    {
                        return new SourceFile(SourceState.Elsewhere, Problem: Shown(next));
                    }
                    address = next;
                    continue;
                }
                if (answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
                {
                    return new SourceFile(SourceState.Failed, Problem: $"{address.Host} answered {(int)answer.StatusCode}");
                }
                // What was withdrawn and the page for what is not there stand in an edition as files: their bytes count, not their status.
                await using var stream = new Import.PatientStream(await answer.Content.ReadAsStreamAsync(cancel), Silence);
                var read = await HashStream.RunAsync(stream, keep, Largest, cancel, copy);
                return answer.IsSuccessStatusCode || read.State != SourceState.There ? read : read with { State = SourceState.Missing, Problem = $"{address.Host} answered {(int)answer.StatusCode}" };
            }
            return new SourceFile(SourceState.Elsewhere, Problem: "round and round");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or TimeoutException or InvalidDataException or UriFormatException
            || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return new SourceFile(SourceState.Failed, Problem: Why(address, e));
        }
    }

    private static string Why(Uri address, Exception e) => e.GetBaseException() switch
    {
        LocalHostException => $"{address.Host} is a host of the local network that nobody named",
        OperationCanceledException or TimeoutException => $"{address.Host} sent nothing for {Silence.TotalSeconds:0} seconds",
        var other => $"{address.Host} could not be read: {other.Message.TrimEnd('.')}",
    };

    private static string Shown(Uri address) => address.AbsoluteUri.Length > 200 ? address.AbsoluteUri[..200] : address.AbsoluteUri;

    private static bool IsSameHost(Uri from, Uri to) =>
        to.Scheme is "http" or "https" && string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase)
        && (from.Port == to.Port || (from.IsDefaultPort && to.IsDefaultPort)) && !(from.Scheme == "https" && to.Scheme == "http");
}
