using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Broadside.Site.Counts;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Broadside.Site;

/// <summary>
/// Stands in every plain connection before the HTTP server: a simple request for a page that is held is answered with a
/// look-up and a write. At the first request that is not simple the connection goes, unread, to the full server for good.
/// </summary>
public sealed class FrontLine(PageCache cache, MovedAddress moved, DateLine date, IdleConnections idle, ReadCounts counts)
{
    // One read can hold ten thousand requests for a large page, and their reader may take none of them.
    private const int MostUnsent = 64 << 10;

    public void Use(ListenOptions listen)
    {
        // Browsers speak HTTP/2 over TLS only; here nobody does, so a preface is just a bad request.
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection => RunAsync(connection, next));
    }

    private async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            if (await AnswerAsync(connection))
            {
                return;
            }
        }
        catch (Exception e) when (e is ConnectionAbortedException or ConnectionResetException)
        {
            // The reader went, or was dropped for doing nothing: that happens all day, and is not for the log.
            return;
        }
        await next(connection);
    }

    // True when the connection is over; false when the full server must take it from here.
    private async Task<bool> AnswerAsync(ConnectionContext connection)
    {
        var (input, output) = (connection.Transport.Input, connection.Transport.Output);
        var asked = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var ending = asked.UnsafeRegister(static pipe => ((PipeReader)pipe!).CancelPendingRead(), input);
        using var watch = idle.Watch(connection);
        while (true)
        {
            var result = await input.ReadAsync();
            var verdict = Answer(result.Buffer, output, out var answered, out var missing);
            var consumed = result.Buffer.GetPosition(answered);
            var isWaiting = verdict == SimpleRequest.Reading.Incomplete;
            var arrived = result.Buffer.Length;
            input.AdvanceTo(consumed, isWaiting ? result.Buffer.End : consumed);
            if (answered > 0 || !isWaiting)
            {
                watch.Note(IdleConnections.Doing.Answering);
            }
            var isGone = (await output.FlushAsync()).IsCompleted;
            if (isWaiting)
            {
                watch.Note(answered < arrived ? IdleConnections.Doing.Receiving : IdleConnections.Doing.Waiting);
            }
            var isLast = result.IsCompleted || asked.IsCancellationRequested;
            if (isGone || (isWaiting && isLast && answered == arrived))
            {
                return true;
            }
            if ((isWaiting && isLast) || verdict == SimpleRequest.Reading.NotSimple || (missing is not null && !await HoldsAsync(missing)))
            {
                return false;
            }
        }
    }

    // A page that is not kept once rendered (none there, an error) is for the full server to answer, and so is a failure.
    private async Task<bool> HoldsAsync(string path)
    {
        var rendering = cache.GetAsync(path, CancellationToken.None);
        await ((Task)rendering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return rendering.IsCompletedSuccessfully && cache.TryGet(Encoding.ASCII.GetBytes(path), out _);
    }

    // Answers whole requests at the start of the buffer until one is incomplete or not simple; "simple" when there is one more,
    // which has to wait until its page is held (missing) or until the reader has taken what is written.
    private SimpleRequest.Reading Answer(ReadOnlySequence<byte> buffer, PipeWriter output, out int answered, out string? missing)
    {
        (missing, answered) = (null, 0);
        var arrived = buffer.IsSingleSegment ? buffer.FirstSpan : buffer.ToArray();
        while (answered < arrived.Length)
        {
            var verdict = SimpleRequest.Read(arrived[answered..], out var request);
            if (verdict == SimpleRequest.Reading.Simple && moved.HasMoved && moved.IsOld(Encoding.ASCII.GetString(request.Host)))
            {
                return SimpleRequest.Reading.NotSimple;
            }
            if (verdict != SimpleRequest.Reading.Simple || output.UnflushedBytes > MostUnsent)
            {
                return verdict;
            }
            if (!cache.TryGet(request.Path, out var page))
            {
                missing = Encoding.ASCII.GetString(request.Path);
                return verdict;
            }
            Write(output, page, request);
            answered += request.Length;
        }
        return SimpleRequest.Reading.Incomplete;
    }

    private void Write(PipeWriter output, CachedPage page, in SimpleRequest request)
    {
        var form = page.For(request.TakesBrotli, request.TakesGzip);
        if (!request.IfNoneMatch.IsEmpty && page.Matches(Encoding.ASCII.GetString(request.IfNoneMatch)))
        {
            Write(output, form.NotModified);
            return;
        }
        if (page.Page.ArticleId is { } article)
        {
            counts.Note(article, request.Referer, request.Language, request.Agent);
        }
        Write(output, form.Answer);
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
