using System.Globalization;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Counts;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;

namespace Broadside.Site.Desk;

/// <summary>What was read, by day, article, topic, host that led here and language. Nothing in it is about a person.</summary>
[Needs(Right.Enter)]
public sealed class Reads(CountQueries counts, Catalogue catalogue, ArticleReader reader, SiteRecord site, TimeProvider time) : DeskPage
{
    private const int Shown = 20;

    /// <summary>A line of a list; <paramref name="Share"/> in per cent of its longest.</summary>
    public sealed record Row(string Name, string? Address, long Reads, int Share);

    public CountPeriod Period { get; private set; } = new(2000, 1);

    /// <summary>Id of the one article that is looked at; null: all.</summary>
    public string? Article { get; private set; }

    public string ArticleTitle { get; private set; } = "";

    public BarPlot Plot { get; private set; } = new([]);

    public long Sum => Plot.Bars.Sum(b => b.Number);

    public IReadOnlyList<(string Key, IReadOnlyList<Row> Rows)> Lists { get; private set; } = [];

    public bool HasAfter => string.CompareOrdinal(Period.After.Key, CountPeriod.Of(time.GetUtcNow()).Key[..Period.Key.Length]) <= 0;

    public async Task OnGetAsync(string? period, string? article, CancellationToken cancel)
    {
        Period = CountPeriod.Read(period) ?? CountPeriod.Of(time.GetUtcNow());
        if (article is not null && catalogue.ById(article) is { } entry)
        {
            (Article, ArticleTitle) = (article, (await reader.ReadAsync(entry, cancel))?.Title ?? entry.Address);
        }
        var parts = Period.Parts;
        var reads = await counts.OfAsync(Article is null ? CountKind.Total : CountKind.Article, Article ?? "", parts, cancel);
        Plot = BarPlot.Of([.. parts.Select((p, i) => (PartName(p), Label(p, i), reads.GetValueOrDefault(p)))]);
        if (Article is null && Sum > 0)
        {
            Lists =
            [
                ("articles", await ListAsync(CountKind.Article, cancel)),
                ("topics", await ListAsync(CountKind.Topic, cancel)),
                ("referrers", await ListAsync(CountKind.Referrer, cancel)),
                ("languages", await ListAsync(CountKind.Language, cancel)),
            ];
        }
    }

    public string NameOf(CountPeriod period) => period.Month is { } month ? Words.Month(period.Year, month) : period.Year.ToString(CultureInfo.InvariantCulture);

    public string Address(CountPeriod period) => $"/desk/reads?period={period.Key}{(Article is null ? "" : "&article=" + Uri.EscapeDataString(Article))}";

    private Words Words => DeskWords.Of(HttpContext);

    private string PartName(string part) => part.Length == 10
        ? Words.Date(DateOnly.ParseExact(part, "yyyy-MM-dd", CultureInfo.InvariantCulture))
        : Words.Month(Period.Year, int.Parse(part[5..], CultureInfo.InvariantCulture));

    // Every bar has its name in the table; under the bars stand as many as can be read.
    private static string? Label(string part, int place) => part.Length == 7 || place % 7 == 0 ? part[^2..].TrimStart('0') : null;

    private async Task<IReadOnlyList<Row>> ListAsync(CountKind kind, CancellationToken cancel)
    {
        var most = await counts.MostInAsync(kind, Period.Key, Shown, cancel);
        var rows = new List<Row>();
        foreach (var count in most)
        {
            var (name, address) = await NameAsync(kind, count.Name, cancel);
            rows.Add(new Row(name, address, count.Reads, (int)Math.Max(1, count.Reads * 100 / Math.Max(1, most[0].Reads))));
        }
        return rows;
    }

    private async Task<(string Name, string? Address)> NameAsync(CountKind kind, string name, CancellationToken cancel) => kind switch
    {
        CountKind.Article when catalogue.ById(name) is { } entry => ((await reader.ReadAsync(entry, cancel))?.Title ?? entry.Address, $"/desk/reads?period={Period.Key}&article={Uri.EscapeDataString(name)}"),
        CountKind.Topic => (site.Read<TopicsPart>(TopicsPart.Part).Topics.FirstOrDefault(t => t.Slug == name)?.Name ?? name, $"/topics/{Uri.EscapeDataString(name)}/"),
        _ => (name, null),
    };
}
