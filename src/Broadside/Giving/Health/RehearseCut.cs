using System.Globalization;
using Broadside.Giving.Payees;
using Broadside.Giving.Rails;
using Broadside.Guard;

namespace Broadside.Giving.Health;

/// <summary>
/// A drill on paper: each rail is asked with its real key whether it would take money, and for every currency and rhythm it is said where
/// donors would go if that rail were cut this minute. No rail is touched, nothing is kept.
/// </summary>
public sealed class RehearseCut(RailBoard board, SiteRecord site, ConfirmRails confirm, OutboundSwitch outbound)
{
    public async Task<CutReport> RunAsync(CancellationToken cancel)
    {
        await board.ReloadAsync(cancel);
        var details = site.Read<PayoutDetails>(PayoutDetails.Part);
        var wrong = new List<string>();
        var looks = new List<RailLook>();
        foreach (var rail in board.Rails)
        {
            var about = rail.Describe();
            var probe = await rail.ProbeAsync(cancel);
            looks.Add(new RailLook(about.Id, Word(board.State(about.Id, about.Limits.Count > 0 ? about.Limits[0].Currency : "", null)), probe.Trouble is { } trouble ? $"{Word(trouble)} {probe.Evidence.Status.ToString(CultureInfo.InvariantCulture)} {probe.Evidence.Code}" : "ok", [.. about.Limits.Select(l => l.Currency)]));
            if (probe.Trouble is not null)
            {
                wrong.Add($"{about.Id} would take no money now: {looks[^1].Answer}.");
            }
            if (!confirm.IsConfirmed(about.Id))
            {
                wrong.Add($"{about.Id} is set up otherwise than confirmed: confirm it under payment details.");
            }
            if (about.IsTest)
            {
                wrong.Add($"{about.Id} takes play money: set its live key before the drive.");
            }
        }
        var cuts = Cuts().ToList();
        wrong.AddRange(cuts.Where(c => c.Next is null).Select(c => $"If {c.Rail} were cut, nobody could give {c.Currency} {c.Repeats}: set up another rail, or a bank account, for {c.Recipient}."));
        if (details.Banks.Count == 0)
        {
            wrong.Add("No bank account is set up: it is the rail that no processor can cut.");
        }
        if (!await outbound.MayAsync(cancel))
        {
            wrong.Add("This copy is quiet: it charges nobody until a person confirms that it is the one.");
        }
        return new CutReport(looks, cuts, wrong);
    }

    private IEnumerable<CutOutcome> Cuts()
    {
        var all = board.Rails.Select(r => r.Describe()).ToList();
        foreach (var cut in all.Where(r => r.Flow == Flow.HostedRedirect))
        {
            foreach (var limit in cut.Limits)
            {
                foreach (var repeats in Enum.GetValues<Interval>().Where(r => r == Interval.Once || cut.Recurring != Recurring.None))
                {
                    var next = all.FirstOrDefault(r => r.Id != cut.Id && r.Recipient == cut.Recipient && r.Limits.Any(l => l.Currency == limit.Currency)
                        && (repeats == Interval.Once || r.Recurring != Recurring.None) && board.MayOffer(r.Id, limit.Currency, null));
                    yield return new CutOutcome(cut.Id, cut.Recipient, limit.Currency, Word(repeats), next?.Id);
                }
            }
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

/// <param name="Rails">As they answer now.</param>
/// <param name="Cuts">Where donors would go.</param>
/// <param name="Wrong">What to put right before a drive, a sentence each.</param>
public sealed record CutReport(IReadOnlyList<RailLook> Rails, IReadOnlyList<CutOutcome> Cuts, IReadOnlyList<string> Wrong)
{
    public bool IsReady => Wrong.Count == 0;
}

public sealed record RailLook(string Id, string State, string Answer, IReadOnlyList<string> Currencies);

/// <param name="Next">The rail that donors are offered; null: none.</param>
public sealed record CutOutcome(string Rail, string Recipient, string Currency, string Repeats, string? Next);
