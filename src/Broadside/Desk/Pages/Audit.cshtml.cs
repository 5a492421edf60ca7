using System.Globalization;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http.Extensions;

namespace Broadside.Desk.Pages;

[Needs(Right.SeeAudit)]
public sealed class Audit(AuditQueries audit, StaffQueries staff, AuditNames naming) : DeskPage
{
    private const string Here = "/desk/audit";
    private const int PerPage = 50;

    private AuditNames.Known names = AuditNames.Known.Nobody;

    public AuditQueries.Filter Filter { get; private set; } = new();

    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> People { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Kinds { get; private set; } = [];

    /// <summary>Addresses of the next and the first page; null where one stands already.</summary>
    public string? Older { get; private set; }

    public string? Newest { get; private set; }

    public async Task OnGetAsync(long? before, CancellationToken cancel)
    {
        var words = DeskWords.Of(HttpContext);
        Filter = AuditExport.Filter(Request.Query);
        var people = await staff.NamesAsync(cancel);
        names = naming.Of(people, words);
        var rows = await audit.LatestAsync(Filter, before, PerPage + 1, cancel);
        Rows = [.. rows.Take(PerPage)];
        Older = rows.Count > PerPage ? Address(Here, ("before", Rows[^1].Seq.ToString(CultureInfo.InvariantCulture))) : null;
        Newest = before is null ? null : Address(Here);
        var anybody = KeyValuePair.Create("", words.Text("audit.anybody"));
        People = [anybody, .. people.Keys.Append("operator").Append("newsroom").Select(id => KeyValuePair.Create(id, names.Person(id))).OrderBy(n => n.Value, StringComparer.CurrentCultureIgnoreCase)];
        var kinds = (await audit.KindsAsync(cancel)).Select(k => KeyValuePair.Create(k, DeskWords.Title(words, "what", k))).OrderBy(k => k.Value, StringComparer.CurrentCultureIgnoreCase);
        Kinds = [KeyValuePair.Create("", words.Text("audit.anything")), .. kinds];
    }

    public string Export(string format) => Address(Here + "/export", ("format", format));

    public string NameOf(string id) => names.Person(id);

    public string SubjectOf(string subject) => names.Subject(subject);

    private string Address(string path, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var query = new QueryBuilder(Request.Query.Where(q => q.Key is "q" or "who" or "what" or "from" or "to" && q.Value.ToString().Length > 0));
        foreach (var (name, value) in more)
        {
            query.Add(name, value);
        }
        return path + query.ToQueryString();
    }
}
