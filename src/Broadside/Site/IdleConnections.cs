using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Broadside.Site;

/// <summary>Ends connections on which no whole request has arrived, or no answer been taken, for two minutes: one look at all of them every five seconds, no timer each.</summary>
public sealed class IdleConnections : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<Watched, bool> all = new();
    private readonly ITimer timer;
    private int now;

    public IdleConnections(TimeProvider time)
    {
        timer = time.CreateTimer(_ => Look(), null, Pause, Pause);
    }

    public Watched Watch(ConnectionContext connection)
    {
        var watched = new Watched(this, connection);
        all[watched] = true;
        return watched;
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        now++;
        foreach (var watched in all.Keys.Where(w => (now - w.TouchedAt) * Pause > Patience))
        {
            watched.End();
        }
    }

    /// <summary>One connection under watch.</summary>
    public sealed class Watched(IdleConnections home, ConnectionContext connection) : IDisposable
    {
        internal int TouchedAt { get; private set; } = home.now;

        public void Touch() => TouchedAt = home.now;

        public void Dispose() => home.all.TryRemove(this, out _);

        internal void End() => connection.Abort(new ConnectionAbortedException("Nothing arrived for two minutes."));
    }
}
