using System.Globalization;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;

namespace Broadside.Desk.Pages;

[Needs(Right.Enter)]
public sealed class Waiting(Inbox inbox) : DeskPage
{
    private const int PerPage = 50;

    public IReadOnlyList<InboxEntry> Entries { get; private set; } = [];

    public bool IsLater { get; private set; }

    /// <summary>Address of the next page; null on the last.</summary>
    public string? Older { get; private set; }

    /// <param name="before">Microseconds since 1970, of the last entry on the page before.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task OnGetAsync(long? before, CancellationToken cancel)
    {
        IsLater = before is not null;
        DateTimeOffset? from = before is >= 0 and < long.MaxValue / 1000 ? DateTimeOffset.UnixEpoch.AddTicks(before.Value * TimeSpan.TicksPerMicrosecond) : null;
        var entries = await inbox.WaitingAsync(HttpContext.Actor(), from, PerPage + 1, cancel);
        Entries = [.. entries.Take(PerPage)];
        Older = entries.Count > PerPage ? string.Create(CultureInfo.InvariantCulture, $"/desk/inbox?before={(Entries[^1].At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}") : null;
    }
}
