using Broadside.Guard;
using Broadside.Themes.DeskFrame;

namespace Broadside.Mail.Pages;

/// <summary>What would have been mailed, where no relay is set: as a reader's mailbox shows it.</summary>
[Needs(Right.SendDigest)]
public sealed class OutboxPage(OutboxFolder outbox) : DeskPage
{
    private const int PerPage = 30;

    public IReadOnlyList<OutboxFolder.Head> Heads { get; private set; } = [];

    public string? Older { get; private set; }

    public bool IsFirst { get; private set; }

    public async Task OnGetAsync(string? before, CancellationToken cancel)
    {
        var heads = await outbox.LatestAsync(before, PerPage + 1, cancel);
        Heads = [.. heads.Take(PerPage)];
        Older = heads.Count > PerPage ? "/desk/outbox?before=" + Uri.EscapeDataString(Heads[^1].Place.Key) : null;
        IsFirst = before is null;
    }
}
