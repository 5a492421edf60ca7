using System.Collections.Concurrent;
using Broadside.Kit;
using Microsoft.AspNetCore.Connections;

namespace Broadside.Site;

/// <summary>
/// Ends connections that hold the server up: on which the head of a request does not come to its end, no request arrives, or no
/// answer is taken. One look at all of them every five seconds, no timer each. In a crowd, those who only wait go sooner.
/// </summary>
public sealed class IdleConnections : IDisposable
{
    private const int Crowd = 2000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan HeadPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CrowdPatience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Watched, bool> all = new();
    private readonly ITimer timer;
    private int now;

    public IdleConnections(TimeProvider time)
    {
        timer = time.CreateTimer(_ => Look(), null, Pause, Pause);
    }

    /// <summary>How many are watched, on how many of them a request has begun to arrive, and on how many an answer is on its way.</summary>
    public (int All, int Receiving, int Answering) Count => (all.Count, Doings(Doing.Receiving), Doings(Doing.Answering));

    public Watched Watch(ConnectionContext connection)
    {
        var watched = new Watched(this, connection);
        all[watched] = true;
        return watched;
    }

    public void Dispose() => timer.Dispose();

    private int Doings(Doing doing) => all.Keys.Count(w => w.State == doing);

    private void Look()
    {
        now++;
        var isCrowded = all.Count > Crowd;
        foreach (var watched in all.Keys.Where(w => (now - w.Since) * Pause > PatienceWith(w.State, isCrowded) && Defence.IsOn("idle-connections")))
        {
            watched.End();
        }
    }

    private static TimeSpan PatienceWith(Doing doing, bool isCrowded) => doing switch
    {
        Doing.Receiving => isCrowded ? CrowdPatience : HeadPatience,
        Doing.Waiting => isCrowded ? CrowdPatience : Patience,
        _ => Patience,
    };

    /// <summary>What a connection is doing.</summary>
    public enum Doing
    {
        /// <summary>Nothing has arrived since the last answer.</summary>
        Waiting,

        /// <summary>Part of a request has.</summary>
        Receiving,

        /// <summary>An answer is made, or on its way.</summary>
        Answering,
    }

    /// <summary>One connection under watch.</summary>
    public sealed class Watched(IdleConnections home, ConnectionContext connection) : IDisposable
    {
        internal int Since { get; private set; } = home.now;

        internal Doing State { get; private set; }

        /// <summary>It does that now. One more answer is progress; more bytes of the same request are none.</summary>
        public void Note(Doing doing)
        {
            if (doing != State || doing == Doing.Answering)
            {
                (State, Since) = (doing, home.now);
            }
        }

        public void Dispose() => home.all.TryRemove(this, out _);

        internal void End() => connection.Abort(new ConnectionAbortedException("Nothing moved for too long."));
    }
}
