using Broadside.Guard;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;

namespace Broadside.Subscribers.Pages;

/// <summary>The list by key, its length, how it grew. However long it is, the page reads a few hundred rows.</summary>
[Needs(Right.ManageSubscribers)]
public sealed class SubscribersPage(SubscriberQueries subscribers, TimeProvider time) : DeskPage
{
    private const int PerPage = 50;

    public long OnList { get; private set; }

    /// <summary>How many are in the other states; none where nobody is.</summary>
    public IReadOnlyList<(SubscriberState State, int Count)> Others { get; private set; } = [];

    public int Days { get; private set; } = 30;

    /// <summary>Null where nobody ever came.</summary>
    public GrowthPlot? Plot { get; private set; }

    public string? Find { get; private set; }

    public string StateKey { get; private set; } = "";

    public bool IsFiltered => StateKey.Length > 0 || !string.IsNullOrWhiteSpace(Find);

    public IEnumerable<KeyValuePair<string, string>> States =>
        Enum.GetValues<SubscriberState>().Select(s => KeyValuePair.Create(s.ToString().ToLowerInvariant(), Words.Text("subscriber_state." + s.ToString().ToLowerInvariant())))
            .Prepend(KeyValuePair.Create("", Words.Text("subscribers.all")));

    public IReadOnlyList<Subscriber> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    /// <summary>False where only a part of a very long list was looked through.</summary>
    public bool IsWhole { get; private set; } = true;

    private Words Words => DeskWords.Of(HttpContext);

    public async Task OnGetAsync(string? find, string? state, string? after, int? days, CancellationToken cancel)
    {
        (Find, Days) = (find, days == 365 ? 365 : 30);
        SubscriberState? one = Enum.TryParse<SubscriberState>(state, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
        StateKey = one?.ToString().ToLowerInvariant() ?? "";
        await CountAsync(cancel);
        if (string.IsNullOrWhiteSpace(find))
        {
            var rows = await subscribers.LatestAsync(one, long.TryParse(after, out var before) ? before : null, PerPage + 1, cancel);
            Rows = [.. rows.Take(PerPage)];
            Older = rows.Count > PerPage ? Address(Rows[^1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture)) : null;
            return;
        }
        var found = await subscribers.FindAsync(find, one, after, PerPage, cancel);
        (Rows, IsWhole) = (found.Rows, found.IsWhole);
        Older = found.Next is { } next ? Address(next) : null;
    }

    private string Address(string after) => $"/desk/subscribers?find={Uri.EscapeDataString(Find ?? "")}&state={StateKey}&after={Uri.EscapeDataString(after)}";

    private async Task CountAsync(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var counts = await subscribers.CountsAsync(cancel);
        var (length, grown) = (GrowthPlot.Steps(Days), GrowthPlot.FirstDay(today, Days));
        var (begun, days) = await subscribers.GrowthAsync(ListGrowth.DayOf(grown), ListGrowth.DayOf(today), cancel);
        var exact = counts[SubscriberState.Confirmed] + counts[SubscriberState.Paused];
        // Beyond what is counted one by one, the sum of all comings and goings is the length.
        OnList = counts[SubscriberState.Confirmed] > SubscriberQueries.CountedTo ? begun + days.Sum(d => ListGrowth.Signed(d.Event, d.Count)) : exact;
        Others = [.. counts.Where(c => c.Key != SubscriberState.Confirmed && c.Value > 0).Select(c => (c.Key, c.Value))];
        Plot = begun == 0 && days.Count == 0 ? null : GrowthPlot.Of(begun, days, grown, length, Words);
    }
}
