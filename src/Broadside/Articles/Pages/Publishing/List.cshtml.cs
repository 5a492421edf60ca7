using System.Globalization;
using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http.Extensions;

namespace Broadside.Articles.Pages.Publishing;

[Needs(Right.Translate)]
public sealed class List(ArticleListQueries list, StaffQueries staff, SiteRecord site, Catalogue catalogue, IOutlet outlet, DeskAssets assets) : DeskPage
{
    private const string Here = "/desk/articles";
    private const int PerPage = 50;

    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public ArticleListQueries.Filter Filter { get; private set; } = new();

    public IReadOnlyList<ArticleListQueries.Row> Rows { get; private set; } = [];

    public IReadOnlyDictionary<ArticleState, int> Counts { get; private set; } = new Dictionary<ArticleState, int>();

    public IReadOnlyList<KeyValuePair<string, string>> Topics { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Languages { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Whose { get; private set; } = [];

    public int Total => Counts.Values.Sum();

    public string Style => assets.Address("publishing.css");

    public string MainLanguage => outlet.Language;

    public bool Writes => HttpContext.Actor().May(Right.Write);

    public bool IsFiltered => Filter != new ArticleListQueries.Filter();

    /// <summary>Addresses of the next and the first page; null where one stands already.</summary>
    public string? Older { get; private set; }

    public string? Newest { get; private set; }

    public async Task OnGetAsync(string? after, CancellationToken cancel)
    {
        var words = DeskWords.Of(HttpContext);
        Filter = Asked();
        var rows = await list.LatestAsync(Filter, PlaceOf(after), PerPage + 1, cancel);
        Rows = [.. rows.Take(PerPage)];
        Counts = await list.CountsAsync(cancel);
        names = await staff.NamesAsync(cancel);
        Older = rows.Count > PerPage ? With("after", $"{Rows[^1].Article.UpdatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture)}-{Rows[^1].Article.Id}") : null;
        Newest = after is null ? null : With("after", "");
        Topics = [KeyValuePair.Create("", words.Text("list.any_topic")), .. site.Read<TopicsPart>(TopicsPart.Part).Topics.Select(t => KeyValuePair.Create(t.Slug, t.Name))];
        Languages = [KeyValuePair.Create("", words.Text("list.any_language")), .. catalogue.Languages().Append(outlet.Language).Distinct().Order(StringComparer.Ordinal).Select(l => KeyValuePair.Create(l, CultureInfo.GetCultureInfo(l).NativeName))];
        Whose = [KeyValuePair.Create("", words.Text("list.everybodys")), KeyValuePair.Create("1", words.Text("list.mine"))];
    }

    /// <summary>This list with one thing asked differently, from its beginning.</summary>
    public string With(string name, string value)
    {
        var query = new QueryBuilder(Request.Query.Where(q => q.Key is "q" or "stage" or "topic" or "language" or "mine" && q.Key != name && q.Value.ToString().Length > 0));
        if (value.Length > 0)
        {
            query.Add(name, value);
        }
        return Here + query.ToQueryString();
    }

    /// <summary>Whoever may write goes to the text; a translator to what there is to translate.</summary>
    public string AddressOf(ArticleListQueries.Row row) => Writes && row.Article.State != ArticleState.TakenDown ? $"{Here}/{row.Article.Id}" : $"{Here}/{row.Article.Id}/{(Writes ? "history" : "translate")}";

    public string WhoHas(ArticleListQueries.Row row) =>
        row.Article.AssignedTo is { } id ? names.GetValueOrDefault(id, id) : row.SavedBy ?? "";

    private ArticleListQueries.Filter Asked()
    {
        string? Of(string name) => Request.Query[name].ToString() is { Length: > 0 } value ? value : null;
        return new ArticleListQueries.Filter
        {
            Stage = Enum.TryParse<ArticleState>(Of("stage"), ignoreCase: true, out var stage) && Enum.IsDefined(stage) ? stage : null,
            Of = Of("mine") is null ? null : HttpContext.Actor().Id,
            Topic = Of("topic"),
            Language = Of("language"),
            Text = Of("q"),
        };
    }

    private static ArticleListQueries.Place? PlaceOf(string? after) =>
        after?.Split('-', 2) is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < DateTime.MaxValue.Ticks
            ? new ArticleListQueries.Place(new DateTimeOffset(at, TimeSpan.Zero), id)
            : null;
}
