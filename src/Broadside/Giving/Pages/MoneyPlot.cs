using System.Globalization;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Giving.Pages;

/// <summary>What a campaign had raised at the end of each day, laid out as bars; the table beside says the same.</summary>
public sealed record MoneyPlot(string Title, IReadOnlyList<MoneyPlot.Bar> Bars)
{
    public const int Width = 720;
    public const int Height = 180;

    private const int MostBars = 60;

    public sealed record Bar(string Name, string? Label, string Text, int X, int Width, int Y, int Height)
    {
        public string LabelAt => Math.Clamp(X + (Width / 2), 24, 696).ToString(CultureInfo.InvariantCulture);

        public string TextAt => Math.Clamp(X + (Width / 2), 60, 660).ToString(CultureInfo.InvariantCulture);

        public int AboveY => Math.Max(18, Y - 5);
    }

    /// <summary>A day with what it brought and what there was at its end.</summary>
    public sealed record Day(string Name, DateOnly Date, long Amount, long Total);

    /// <param name="days">Days on which something happened, oldest first; those between are filled in.</param>
    /// <param name="words">Of whoever looks.</param>
    public static IReadOnlyList<Day> Fill(IReadOnlyList<(DateOnly Day, long Amount)> days, Words words)
    {
        var (filled, total) = (new List<Day>(), 0L);
        var sums = days.ToDictionary(d => d.Day, d => d.Amount);
        for (var day = days.Count == 0 ? default : days[0].Day; days.Count > 0 && day <= days[^1].Day; day = day.AddDays(1))
        {
            total += sums.GetValueOrDefault(day);
            filled.Add(new Day(words.Date(day), day, sums.GetValueOrDefault(day), total));
        }
        return filled;
    }

    /// <summary>Null where nothing was raised.</summary>
    public static MoneyPlot? Of(IReadOnlyList<Day> days, string currency, Words words)
    {
        if (days.Count == 0)
        {
            return null;
        }
        // A long campaign by its last day of every few, so that bars stay wide enough to see.
        var step = ((days.Count - 1) / MostBars) + 1;
        var shown = days.Where((_, i) => (days.Count - 1 - i) % step == 0).ToList();
        var (most, width) = (Math.Max(1, shown.Max(d => d.Total)), Math.Min(Width / shown.Count, 60));
        var every = Math.Max(1, shown.Count / 5);
        return new MoneyPlot(
            words.Text("money.campaign.plot", ("last", MoneyText.Exact(words, new Money(days[^1].Total, currency))), ("to", days[^1].Name)),
            [.. shown.Select((d, i) =>
            {
                var height = d.Total <= 0 ? 0 : Math.Max(1, (int)((Int128)d.Total * (Height - 20) / most));
                return new Bar(d.Name, i % every == 0 ? words.When(new DateTimeOffset(d.Date, TimeOnly.MinValue, TimeSpan.Zero), TimeZoneInfo.Utc).Short : null, MoneyText.Exact(words, new Money(d.Total, currency)), i * width, Math.Max(1, width - 3), Height - height, height);
            })]);
    }
}
