using System.Text;

namespace Broadside.Site;

/// <summary>The date header and the empty line after it (RFC 9110 §6.6.1), made once a second for all answers.</summary>
public sealed class DateLine : IDisposable
{
    private readonly TimeProvider time;
    private readonly ITimer timer;

    public DateLine(TimeProvider time)
    {
        this.time = time;
        Line = Make();
        timer = time.CreateTimer(_ => Line = Make(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public byte[] Line { get; private set; }

    public void Dispose() => timer.Dispose();

    private byte[] Make() => Encoding.ASCII.GetBytes($"Date: {time.GetUtcNow():R}\r\n\r\n");
}
