using System.Diagnostics;

namespace Broadside.Site.Running;

/// <summary>Counts answers since the start: by the front line, and by the full server with their status and time. Who asked for what is not kept.</summary>
public sealed class RequestTally
{
    private readonly long[] full = new long[6];
    private long front;
    private long ticks;

    /// <summary>Answered with a look-up and a write.</summary>
    public long Front => Interlocked.Read(ref front);

    /// <summary>How long the full server took over all its answers.</summary>
    public TimeSpan Taken => new(Interlocked.Read(ref ticks));

    public void NoteFront() => Interlocked.Increment(ref front);

    /// <summary>Answers of the full server whose status begins with that digit.</summary>
    public long Full(int hundred) => Interlocked.Read(ref full[hundred]);

    /// <summary>Stands before everything else that the full server does.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var begun = Stopwatch.GetTimestamp();
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(context);
            status = context.Response.StatusCode;
        }
        finally
        {
            Interlocked.Increment(ref full[Math.Clamp(status / 100, 0, 5)]);
            Interlocked.Add(ref ticks, Stopwatch.GetElapsedTime(begun).Ticks);
        }
    }
}
