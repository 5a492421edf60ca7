using System.Globalization;
using Broadside.Record.Dossiers;
using Broadside.Themes;

namespace Broadside.Site.Dossiers;

/// <summary>Shows where between the first and the last event one lies: a dot for a day, a bar with soft edges for a stretch in which it may have been.</summary>
internal sealed class TimeSpanBar
{
    private const int Width = 100;
    private const int Edge = 4;

    private readonly DateOnly first;
    private readonly DateOnly last;
    private readonly bool isRtl;

    private TimeSpanBar(DateOnly first, DateOnly last, bool isRtl) => (this.first, this.last, this.isRtl) = (first, last, isRtl);

    /// <summary>The first and the last month, in reading order.</summary>
    public IReadOnlyList<string> Scale(Words words) => [Month(words, first), Month(words, last)];

    /// <summary>Null where all is on one day: then bars would say nothing.</summary>
    public static TimeSpanBar? Of(IReadOnlyList<PublishedEvent> events, bool isRtl)
    {
        var days = events.SelectMany(e => new[] { e.Earliest, e.Latest }).OfType<DateOnly>().ToList();
        return days.Count > 0 && days.Min() is var first && days.Max() is var last && first < last ? new TimeSpanBar(first, last, isRtl) : null;
    }

    public Html Make(PublishedEvent happened)
    {
        var (from, to) = (At(happened.Earliest ?? first), At(happened.Latest ?? last));
        (from, to) = isRtl ? (Width - to, Width - from) : (from, to);
        var shape = happened.Earliest == happened.Latest
            ? string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{from}\" cy=\"4\" r=\"3\"/>")
            : string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{from - 2}\" y=\"1\" width=\"{Math.Max(4, to - from) + 4}\" height=\"6\" fill=\"url(#soft)\"/>");
        return new Html($"<svg class=\"span\" viewBox=\"0 0 {Width} 8\" aria-hidden=\"true\"><path d=\"M0 4H{Width}\"/>{shape}</svg>");
    }

    // "Mar 2026"
    private static string Month(Words words, DateOnly day) =>
        words.Text("date.month", ("month", words.Text("date.short_months").Split(' ')[day.Month - 1]), ("year", day.Year.ToString(CultureInfo.InvariantCulture)));

    private int At(DateOnly day) => Edge + (int)Math.Round((double)(day.DayNumber - first.DayNumber) * (Width - (2 * Edge)) / (last.DayNumber - first.DayNumber));
}
