using Broadside.Guard;
using Broadside.Site.Reports;
using Broadside.Themes.DeskFrame;

namespace Broadside.Site.Desk;

[Needs(Right.Review)]
public sealed class ReportsPage(ReportQueries reports) : DeskPage
{
    private const int PerPage = 30;
    private const int Shown = 280;

    public bool IsOpen { get; private set; } = true;

    public IReadOnlyList<ReportQueries.About> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    public async Task OnGetAsync(bool settled, string? before, CancellationToken cancel)
    {
        IsOpen = !settled;
        var rows = await reports.LatestAsync(IsOpen, before, PerPage + 1, cancel);
        Rows = [.. rows.Take(PerPage)];
        Older = rows.Count > PerPage ? $"/desk/reports?{(settled ? "settled=true&" : "")}before={Uri.EscapeDataString(Rows[^1].Report.Id)}" : null;
    }

    public string Beginning(string message) => message.Length <= Shown ? message : message[..(char.IsHighSurrogate(message[Shown - 1]) ? Shown - 1 : Shown)] + "…";
}
