using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Broadside.Site;

/// <summary>
/// Stands in every plain connection before the HTTP server: a simple request for a page that is held is answered with a
/// look-up and a write. At the first request that is not simple the connection goes, unread, to the full server for good.
/// </summary>
public sealed class FrontLine(PageCache cache, DateLine date, IdleConnections idle)
{
    public void Use(ListenOptions listen) => listen.Use(next => connection => RunAsync(connection, next));

    private async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        var asked = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var ending = asked.UnsafeRegister(static pipe => ((PipeReader)pipe!).CancelPendingRead(), input);
        using (var watch = idle.Watch(connection))
        {
            while (true)
            {
                var result = await input.ReadAsync();
                watch.Touch();
                if (result.IsCanceled)
                {
                    return;
                }
                var verdict = Answer(result.Buffer, output, out var consumed, out var missing);
                if (missing is not null)
                {
                    input.AdvanceTo(consumed);
                    await output.FlushAsync();
                    if (await cache.GetAsync(missing, CancellationToken.None) is null)
                    {
                        break;
                    }
                    continue;
                }
                if (verdict == SimpleRequest.Reading.NotSimple)
                {
                    input.AdvanceTo(consumed);
                    await output.FlushAsync();
                    break;
                }
                input.AdvanceTo(consumed, result.Buffer.End);
                if ((await output.FlushAsync()).IsCompleted || result.IsCompleted)
                {
                    return;
                }
            }
        }
        await next(connection);
    }

    // Answers every whole request at the start of the buffer; stops at one that is incomplete, not simple, or not held yet.
    private SimpleRequest.Reading Answer(ReadOnlySequence<byte> buffer, PipeWriter output, out SequencePosition consumed, out string? missing)
    {
        missing = null;
        var arrived = buffer.IsSingleSegment ? buffer.FirstSpan : buffer.Slice(0, Math.Min(buffer.Length, 16384)).ToArray();
        var at = 0;
        var verdict = SimpleRequest.Reading.Incomplete;
        while (at < arrived.Length)
        {
            verdict = SimpleRequest.Read(arrived[at..], out var request);
            if (verdict != SimpleRequest.Reading.Simple)
            {
                break;
            }
            if (!cache.TryGet(request.Path, out var page))
            {
                missing = Encoding.ASCII.GetString(request.Path);
                break;
            }
            Write(output, page, request);
            at += request.Length;
        }
        consumed = buffer.GetPosition(at);
        return at == arrived.Length ? SimpleRequest.Reading.Incomplete : verdict;
    }

    private void Write(PipeWriter output, CachedPage page, in SimpleRequest request)
    {
        if (!request.IfNoneMatch.IsEmpty && page.Matches(Encoding.ASCII.GetString(request.IfNoneMatch)))
        {
            Write(output, page.NotModified);
            return;
        }
        page.CountRead();
        Write(output, page.For(request.TakesBrotli, request.TakesGzip));
    }

    private void Write(PipeWriter output, ReadyAnswer answer)
    {
        var line = date.Line;
        var head = output.GetSpan(answer.Head.Length + line.Length);
        answer.Head.CopyTo(head);
        line.CopyTo(head[answer.Head.Length..]);
        output.Advance(answer.Head.Length + line.Length);
        output.Write(answer.Body);
    }
}
