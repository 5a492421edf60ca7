using System.Globalization;
using Broadside.Themes;

namespace Broadside.Subscribers.Pages;

/// <summary>How long the list was, step by step, laid out as bars: the page draws them, the table beside says the same and who came and went.</summary>
public sealed record GrowthPlot(IReadOnlyList<GrowthPlot.Bar> Bars)
{
    private const int Gap = 3;

    /// <summary>A day or a week; <paramref name="Size"/>: the list's length at its end.</summary>
    public sealed record Bar(string Name, string? Label, long Size, IReadOnlyDictionary<ListEvent, long> Events, int X, int Width, int Y, int Height)
    {
        /// <summary>Within the plot, whatever the label's length.</summary>
        public string LabelAt => Math.Clamp(X + (Width / 2), 24, 696).ToString(CultureInfo.InvariantCulture);

        public string NumberAt => Math.Clamp(X + (Width / 2), 40, 680).ToString(CultureInfo.InvariantCulture);

        public int AboveY => Math.Max(18, Y - 5);

        public long Of(ListEvent what) => Events.GetValueOrDefault(what);
    }

    public int Width => 720;

    public int Height => 180;

    /// <summary>Days in a step: a month is shown by days, a year by weeks.</summary>
    public static int Steps(int days) => days > 60 ? 7 : 1;

    public static DateOnly FirstDay(DateOnly today, int days) => today.AddDays(1 - (days / Steps(days) * Steps(days)));

    /// <param name="before">The list's length when the first day began.</param>
    /// <param name="days">Who came and went; days without either are not in it.</param>
    /// <param name="first">The first day.</param>
    /// <param name="step">Days in a step.</param>
    /// <param name="words">Of whoever looks.</param>
    public static GrowthPlot Of(long before, IReadOnlyList<SubscriberDay> days, DateOnly first, int step, Words words)
    {
        var empty = new GrowthPlot([]);
        var steps = days.Count == 0 ? [] : days.GroupBy(d => (DateOnly.ParseExact(d.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - first.DayNumber) / step)
            .ToDictionary(g => g.Key, g => (IReadOnlyDictionary<ListEvent, long>)g.GroupBy(d => d.Event).ToDictionary(e => e.Key, e => e.Sum(d => d.Count)));
        var (count, size, sizes) = (step == 1 ? 30 : 52, before, new List<long>());
        for (var i = 0; i < count; i++)
        {
            sizes.Add(size += steps.GetValueOrDefault(i)?.Sum(e => ListGrowth.Signed(e.Key, e.Value)) ?? 0);
        }
        var (most, width) = (Math.Max(1, sizes.Max()), empty.Width / count);
        return new GrowthPlot([.. sizes.Select((s, i) =>
        {
            var (day, height) = (first.AddDays((i * step) + step - 1), s <= 0 ? 0 : Math.Max(1, (int)(s * (empty.Height - 20) / most)));
            return new Bar(words.Date(day), i % (step == 1 ? 7 : 13) == 0 ? Short(words, day) : null, s, steps.GetValueOrDefault(i) ?? new Dictionary<ListEvent, long>(), i * width, width - Gap, empty.Height - height, height);
        })]);
    }

    private static string Short(Words words, DateOnly day) => words.When(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero), TimeZoneInfo.Utc).Short;
}
