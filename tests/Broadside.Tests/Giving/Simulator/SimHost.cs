using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>
/// One rail's server on loopback. Its port stays the same while it refuses and comes back, what it knows stays in memory. Questions are
/// answered one after another, as if each were one transaction.
/// </summary>
internal abstract class SimHost(RailSimulator simulator) : IAsyncDisposable
{
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentQueue<string> asked = new();
    private readonly List<SimEvent> events = [];
    private CancellationTokenSource closing = new();
    private WebApplication? app;
    private int port;
    private int lastId;
    private int hanging;

    /// <summary>As notices and settings call it.</summary>
    public abstract string Rail { get; }

    /// <summary>Without a slash at the end.</summary>
    public string Address => $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";

    public Fault Fault { get; set; }

    /// <summary>Which questions the fault meets; all, unless somebody says otherwise.</summary>
    public Func<SimCall, bool> Meets { get; set; } = _ => true;

    /// <summary>How many questions wait for an answer that will not come.</summary>
    public int Hanging => hanging;

    /// <summary>Each question that arrived, as <c>POST /v1/refunds</c>.</summary>
    public IReadOnlyCollection<string> Asked => asked;

    /// <summary>Each answer that was given in full with its question, for the referee.</summary>
    public ConcurrentQueue<(SimCall Call, SimAnswer Answer)> Answers { get; } = new();

    protected RailSimulator Simulator { get; } = simulator;

    protected Lock Gate { get; } = new();

    protected DateTimeOffset Now => Simulator.Time.GetUtcNow();

    /// <summary>Listens, again on the same port after it refused.</summary>
    public async Task HealAsync()
    {
        Fault = Fault.None;
        Meets = _ => true;
        if (app is not null)
        {
            return;
        }
        closing = new CancellationTokenSource();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address);
        app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        port = new Uri(app.Urls.Single()).Port;
    }

    /// <summary>From now on nobody listens.</summary>
    public async Task RefuseAsync()
    {
        if (app is null)
        {
            return;
        }
        await closing.CancelAsync();
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
        app = null;
    }

    /// <summary>What there is to tell, signed and sent as the faults want it. What is delayed comes with the next call.</summary>
    public IReadOnlyList<SimNotice> TakeNotices(NoticeFault faults = NoticeFault.None)
    {
        lock (Gate)
        {
            if (faults.HasFlag(NoticeFault.Delay))
            {
                return [];
            }
            IEnumerable<SimEvent> told = [.. events];
            events.Clear();
            told = faults.HasFlag(NoticeFault.Drop) ? [] : told;
            told = faults.HasFlag(NoticeFault.Reorder) ? told.Reverse() : told;
            told = faults.HasFlag(NoticeFault.Dup) ? told.SelectMany(e => new[] { e, e }) : told;
            return [.. told.Select(e => Sign(e, faults))];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RefuseAsync();
        closing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Called with <see cref="Gate"/> held.</summary>
    protected abstract SimAnswer Handle(SimCall call);

    /// <summary>The vendor's own words for that fault.</summary>
    protected abstract SimAnswer Broken(Fault fault);

    protected abstract SimNotice Sign(SimEvent told, NoticeFault faults);

    protected int NextId() => ++lastId;

    protected void Tell(string id, string type, System.Text.Json.Nodes.JsonObject resource) =>
        events.Add(new SimEvent(id, type, resource, Now));

    private async Task AnswerAsync(HttpContext context)
    {
        var call = await ReadAsync(context.Request);
        asked.Enqueue($"{call.Method} {call.Path}");
        // The donor's own browser does not pass through the interface that fails.
        var fault = call.Parts[0] == "pay" || call.Parts[0] == "certificate" || !Meets(call) ? Fault.None : Fault;
        switch (fault)
        {
            case Fault.Blackhole:
                await HangAsync(context);
                return;
            case Fault.Slow:
                await Task.Delay(Slowness);
                break;
            case Fault.Error500 or Fault.Throttled429 or Fault.Html502 or Fault.Unauthorized401:
                await WriteAsync(context, Broken(fault), whole: true);
                return;
        }
        SimAnswer answer;
        lock (Gate)
        {
            answer = Handle(call);
        }
        if (fault == Fault.AcceptThenTimeout)
        {
            await HangAsync(context);
            return;
        }
        Answers.Enqueue((call, answer));
        await WriteAsync(context, answer, whole: fault != Fault.TruncatedBody);
    }

    private async Task HangAsync(HttpContext context)
    {
        Interlocked.Increment(ref hanging);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing.Token);
        await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        Interlocked.Decrement(ref hanging);
        context.Abort();
    }

    private static async Task WriteAsync(HttpContext context, SimAnswer answer, bool whole)
    {
        var bytes = Encoding.UTF8.GetBytes(answer.Body);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.Type;
        context.Response.ContentLength = bytes.Length;
        if (answer.Location is not null)
        {
            context.Response.Headers.Location = answer.Location;
        }
        await context.Response.Body.WriteAsync(bytes.AsMemory(0, whole ? bytes.Length : bytes.Length / 2));
        await context.Response.Body.FlushAsync();
        if (!whole)
        {
            context.Abort();
        }
    }

    private static async Task<SimCall> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return new SimCall(
            request.Method,
            request.Path.Value!,
            request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()),
            request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
    }
}
