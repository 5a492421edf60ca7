using System.Globalization;
using Broadside.Guard;
using Broadside.Staff;

namespace Broadside.Giving.Pages;

/// <summary>The part of the audit log that is about money.</summary>
[Needs(Right.SeeMoney)]
public sealed class MoneyLog(TreasuryQueries treasury, StaffQueries staff) : MoneyPage
{
    private const int PerPage = 50;

    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    public bool MaySeeAll => HttpContext.Actor().May(Right.SeeAudit);

    public string NameOf(string id) => names.GetValueOrDefault(id, id);

    public async Task OnGetAsync(long? before, CancellationToken cancel)
    {
        names = await staff.NamesAsync(cancel);
        var rows = await treasury.LogAsync(before, PerPage + 1, cancel);
        Rows = [.. rows.Take(PerPage)];
        Older = rows.Count > PerPage ? "/desk/giving/log?before=" + Rows[^1].Seq.ToString(CultureInfo.InvariantCulture) : null;
    }
}
