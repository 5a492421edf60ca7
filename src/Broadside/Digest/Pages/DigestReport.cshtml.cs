using System.Globalization;
using Broadside.Digest.Archive;
using Broadside.Digest.Ledger;
using Broadside.Digest.Reports;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Digest.Pages;

/// <summary>What became of a digest: its numbers, which always sum to the frozen ones, who is in doubt, and what can still be stopped.</summary>
[Needs(Right.SendDigest)]
public sealed class DigestReport(DigestQueries digests, CountDeliveries count, DeliveryQueries deliveries, ReturnQueries returns, ChangeDigest change, SettleDoubt settle, DigestArchive archive, IOutlet outlet) : DeskPage
{
    private const int MostDoubts = 50;
    private const int MostReturns = 50;

    /// <summary>A line of the identity; <paramref name="Share"/> in per cent of all.</summary>
    public sealed record State(string Name, long Number, int Share);

    /// <summary>Null where there is no such digest.</summary>
    public DigestRow? Digest { get; private set; }

    public DigestFigures? Figures { get; private set; }

    public bool IsCounting { get; private set; }

    public IReadOnlyList<DeliveryQueries.Line> Doubts { get; private set; } = [];

    public IReadOnlyList<(string Kind, long Count)> ReturnCounts { get; private set; } = [];

    /// <summary>How many left the list by it.</summary>
    public long Leavers { get; private set; }

    /// <summary>The newest.</summary>
    public IReadOnlyList<ReturnQueries.Line> Returns { get; private set; } = [];

    public BarPlot? Plot { get; private set; }

    public bool IsInArchive { get; private set; }

    public string Subject { get; private set; } = "";

    public IEnumerable<State> States => Enum.GetValues<DeliveryState>()
        .Select(s => (Name: LedgerSql.Word(s), Number: Figures!.Of(LedgerSql.Word(s))))
        .Select(s => new State(s.Name, s.Number, Share(s.Number, Figures!.All)));

    /// <summary>Nobody has it yet: to cancel it leaves its day out.</summary>
    public bool IsWaiting => Digest is { State: DigestState.Open, Kind: not DigestKind.Alert };

    public bool MayPause => Digest!.State == DigestState.Frozen && Figures?.Left > 0;

    public bool MayCancel => Digest!.State is DigestState.Open or DigestState.Frozen or DigestState.Paused && (Digest.State == DigestState.Open || Figures?.Left > 0);

    private Words Words => DeskWords.Of(HttpContext);

    public Task<IActionResult> OnGetAsync(string number, CancellationToken cancel) => ShowAsync(number, cancel);

    public Task<IActionResult> OnPostPauseAsync(string number, CancellationToken cancel) => TurnAsync(number, n => change.PauseAsync(n, HttpContext.Actor(), cancel), "digest_paused", cancel);

    public Task<IActionResult> OnPostResumeAsync(string number, CancellationToken cancel) => TurnAsync(number, n => change.ResumeAsync(n, HttpContext.Actor(), cancel), "digest_resumed", cancel);

    public Task<IActionResult> OnPostCancelAsync(string number, CancellationToken cancel) => TurnAsync(number, n => change.CancelAsync(n, HttpContext.Actor(), cancel), state => state == DigestState.Open ? "digest_left_out" : "digest_cancelled", cancel);

    public Task<IActionResult> OnPostDeliveredAsync(string number, long? subscriber, CancellationToken cancel) => TurnAsync(number, n => settle.RunAsync(n, subscriber, delivered: true, HttpContext.Actor(), cancel), "doubt_settled", cancel);

    public Task<IActionResult> OnPostAgainAsync(string number, long? subscriber, CancellationToken cancel) => TurnAsync(number, n => settle.RunAsync(n, subscriber, delivered: false, HttpContext.Actor(), cancel), "doubt_again", cancel);

    public static int Share(long part, long all) => all == 0 || part == 0 ? 0 : (int)Math.Max(1, part * 100 / all);

    public string Clock(long seconds) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), outlet.Zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private Task<IActionResult> TurnAsync<T>(string number, Func<long, Task<Outcome<T>>> act, string done, CancellationToken cancel) => TurnAsync(number, act, _ => done, cancel);

    private async Task<IActionResult> TurnAsync<T>(string number, Func<long, Task<Outcome<T>>> act, Func<T, string> done, CancellationToken cancel)
    {
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known))
        {
            return await ShowAsync(number, cancel);
        }
        var outcome = await act(known);
        if (outcome.IsDone)
        {
            return Done("/desk/digests/" + number, done(outcome.Value));
        }
        await ShowAsync(number, cancel);
        return Refused(outcome.Refusal);
    }

    private async Task<IActionResult> ShowAsync(string number, CancellationToken cancel)
    {
        Digest = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? await digests.FindAsync(known, cancel) : null;
        if (Digest is null)
        {
            Response.StatusCode = 404;
            return Page();
        }
        IsInArchive = archive.Has(Digest.Day);
        Subject = archive.Days.FirstOrDefault(d => d.Day == Digest.Day)?.Subject ?? Digest.Subject ?? Digest.Day;
        if (Digest.FrozenAt is not null)
        {
            (Figures, IsCounting) = await count.RunAsync(Digest, cancel);
            Doubts = Figures?.Of(LedgerSql.Word(DeliveryState.InDoubt)) > 0 ? await deliveries.DoubtsAsync(Digest.Number, MostDoubts, cancel) : [];
            // Who left by mail stands among those who left.
            ReturnCounts = [.. (await returns.CountAsync(Digest.Number, cancel)).Where(r => r.Kind != "left")];
            Leavers = await returns.LeaversAsync(Digest.Number, cancel);
            Returns = await returns.LatestAsync(Digest.Number, MostReturns, cancel);
            Plot = PlotOf(Figures?.Hours ?? []);
        }
        return Page();
    }

    // From the first hour to the last, at most two days.
    private BarPlot? PlotOf(IReadOnlyList<FigureHour> hours)
    {
        if (hours.Count == 0)
        {
            return null;
        }
        var accepted = hours.ToDictionary(h => h.Hour, h => h.Accepted);
        var (first, last) = (hours[0].Hour, Math.Max(hours[^1].Hour, hours[0].Hour + 5));
        return BarPlot.Of([.. Enumerable.Range(0, (int)Math.Min(49, last - first + 1)).Select(i =>
        {
            var at = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds((first + i) * 3600), outlet.Zone);
            return (Words.When(at, outlet.Zone).Full, (string?)(last - first < 12 || at.Hour % 6 == 0 ? at.ToString("HH:mm", CultureInfo.InvariantCulture) : null), accepted.GetValueOrDefault(first + i));
        })]);
    }
}
