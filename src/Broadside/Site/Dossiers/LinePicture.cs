using System.Globalization;
using System.Text;
using Broadside.Record.Dossiers;
using Broadside.Themes;

namespace Broadside.Site.Dossiers;

/// <summary>
/// What one of two parties did to the other, drawn: time from side to side, PLOVER's scale from +10 to −10 upwards. The one
/// direction is a round mark in the outlet's colour, the other a diamond in the colour of the text; what both did together is
/// one within the other. A table beside it has the same points in the same order.
/// </summary>
internal sealed class LinePicture
{
    private const int Width = 480;
    private const int Height = 250;
    private const int Left = 40;
    private const int Right = 14;
    private const int Top = 16;
    private const int Bottom = 28;
    private const int Full = 100;

    // As wide as a mark.
    private const int Aside = 12;

    // Room at both ends, so that a single day stands in the middle.
    private const int Margin = 5;

    // Less is no room for two months side by side.
    private const int Labels = 230;

    /// <param name="marks">At least one.</param>
    /// <param name="words">Of the page.</param>
    /// <param name="title">What it is.</param>
    /// <param name="description">What it shows, for those who do not see it.</param>
    /// <param name="tell">What a mark says, and where it leads.</param>
    public static Html Make(IReadOnlyList<RelationPoint> marks, Words words, string title, string description, Func<RelationPoint, (string Text, string Href)> tell)
    {
        var isRtl = words.Dir == "rtl";
        var (first, last) = (marks.Min(m => m.From), marks.Max(m => m.To));
        var axis = TimeAxis.Of(marks.Select(m => (m.From, m.To)), Margin);
        int X(DateOnly day) => (int)Math.Round(axis.At(day) * (Width - Left - Right)) is var x && isRtl ? Width - Right - x : Left + x;
        var svg = new StringBuilder(4096);
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"group\" aria-labelledby=\"line-t\" aria-describedby=\"line-d\"><title id=\"line-t\">{Html.Escape(title)}</title><desc id=\"line-d\">{Html.Escape(description)}</desc>");
        svg.Append("<defs><linearGradient id=\"la\"><stop offset=\"0\"/><stop offset=\".3\"/><stop offset=\".7\"/><stop offset=\"1\"/></linearGradient><linearGradient id=\"lb\"><stop offset=\"0\"/><stop offset=\".3\"/><stop offset=\".7\"/><stop offset=\"1\"/></linearGradient></defs>");
        Axes(svg, words, first, last, axis.Cuts, X, isRtl);
        var taken = new List<(int X, int Y)>(marks.Count);
        foreach (var mark in marks)
        {
            var (a, b) = (X(mark.From), X(mark.To));
            var place = Free(taken, (a + b) / 2, Y(mark.Score));
            taken.Add(place);
            Draw(svg, mark, Math.Min(a, b), Math.Max(a, b), place.X, tell(mark));
        }
        return new Html(svg.Append("</svg>").ToString());
    }

    /// <summary>Whether a long time without an event is drawn short.</summary>
    public static bool IsCut(IReadOnlyList<RelationPoint> marks) => TimeAxis.Of(marks.Select(m => (m.From, m.To)), Margin).Cuts.Count > 0;

    /// <summary>"+4", "−6.5", "0".</summary>
    public static string Told(Words words, int score)
    {
        var size = Math.Abs(score);
        var number = (size / 10).ToString(CultureInfo.InvariantCulture) + (size % 10 == 0 ? "" : words.Text("number.point") + (size % 10).ToString(CultureInfo.InvariantCulture));
        return (score > 0 ? "+" : score < 0 ? "−" : "") + number;
    }

    /// <summary>The height at which a score stands.</summary>
    internal static int Y(int score) => Top + (int)Math.Round((double)(Full - score) * (Height - Top - Bottom) / (2 * Full));

    private static void Axes(StringBuilder svg, Words words, DateOnly first, DateOnly last, IReadOnlyList<(DateOnly From, DateOnly To)> cuts, Func<DateOnly, int> x, bool isRtl)
    {
        var (start, end) = (isRtl ? Right : Left, isRtl ? Width - Left : Width - Right);
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"axes\"><path d=\"M{start} {Y(Full)}H{end}M{start} {Y(-Full)}H{end}\"/><path class=\"zero\" d=\"M{start} {Y(0)}H{end}\"/>");
        var (edge, anchor) = isRtl ? (Width - Left + 6, "start") : (Left - 6, "end");
        foreach (var score in new[] { Full, 0, -Full })
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{edge}\" y=\"{Y(score) + 4}\" text-anchor=\"{anchor}\">{Told(words, score)}</text>");
        }
        var (inner, side) = isRtl ? (end - 2, "end") : (start + 2, "start");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{inner}\" y=\"{Y(Full) + 15}\" text-anchor=\"{side}\">{Html.Escape(words.Text("dossier.line.up"))}</text><text x=\"{inner}\" y=\"{Y(-Full) - 7}\" text-anchor=\"{side}\">{Html.Escape(words.Text("dossier.line.down"))}</text>");
        var (isOne, low) = (first.Year == last.Year && first.Month == last.Month, Height - 8);
        if (isOne)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(start + end) / 2}\" y=\"{low}\" text-anchor=\"middle\">{Html.Escape(words.Month(first.Year, first.Month))}</text></g>");
            return;
        }
        for (var month = new DateOnly(first.Year, first.Month, 1).AddMonths(1); month <= last; month = month.AddMonths(Math.Max(1, (last.DayNumber - first.DayNumber) / 700)))
        {
            if (!cuts.Any(c => c.From < month && month < c.To))
            {
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x(month)} {Y(-Full)}v4\"/>");
            }
        }
        Cuts(svg, words, cuts, x, isRtl);
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{start}\" y=\"{low}\" text-anchor=\"start\">{Html.Escape(isRtl ? words.Month(last.Year, last.Month) : words.Month(first.Year, first.Month))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{end}\" y=\"{low}\" text-anchor=\"end\">{Html.Escape(isRtl ? words.Month(first.Year, first.Month) : words.Month(last.Year, last.Month))}</text></g>");
    }

    // Two strokes through the lines, and the month in which it goes on.
    private static void Cuts(StringBuilder svg, Words words, IReadOnlyList<(DateOnly From, DateOnly To)> cuts, Func<DateOnly, int> x, bool isRtl)
    {
        foreach (var (from, to) in cuts)
        {
            var middle = (x(from) + x(to)) / 2;
            foreach (var y in new[] { Y(0), Y(-Full) })
            {
                svg.Append(CultureInfo.InvariantCulture, $"<path class=\"cut\" d=\"M{middle - 5} {y + 6}l5-12M{middle} {y + 6}l5-12\"/>");
            }
            if (Math.Abs((isRtl ? Left : Width - Right) - x(to)) > Labels)
            {
                var begins = to.AddDays(Margin);
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x(to)}\" y=\"{Height - 8}\" text-anchor=\"{(isRtl ? "end" : "start")}\">{Html.Escape(words.Month(begins.Year, begins.Month))}</text>");
            }
        }
    }

    // Two on one day at one height stand side by side: neither hides the other.
    private static (int X, int Y) Free(List<(int X, int Y)> taken, int x, int y)
    {
        for (var step = 0; step < 6; step++)
        {
            if (taken.FindIndex(t => Math.Abs(t.X - x) < Aside && Math.Abs(t.Y - y) < Aside) is not (>= 0 and var near))
            {
                return (x, y);
            }
            // No further than it must, so that a day does not seem another.
            x = taken[near].X + Aside > Width - Right ? x - Aside : taken[near].X + Aside;
        }
        return (x, y);
    }

    private static void Draw(StringBuilder svg, RelationPoint mark, int left, int right, int x, (string Text, string Href) told)
    {
        var y = Y(mark.Score);
        var (kind, fill) = mark.Direction switch { RelationDirection.AToB => ("a", "la"), RelationDirection.BToA => ("b", "lb"), _ => ("b both", "lb") };
        svg.Append(CultureInfo.InvariantCulture, $"<a class=\"{kind}\" href=\"{Html.Escape(told.Href)}\" aria-label=\"{Html.Escape(told.Text)}\"><path d=\"M{x} {Y(0)}V{y}\"/>");
        if (right > left)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{left - 3}\" y=\"{y - 3}\" width=\"{right - left + 6}\" height=\"6\" fill=\"url(#{fill})\"/>");
        }
        if (mark.Direction != RelationDirection.AToB)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"mark\" d=\"M{x} {y - 8}l8 8-8 8-8-8z\"/>");
        }
        if (mark.Direction != RelationDirection.BToA)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"{y}\" r=\"{(mark.Direction == RelationDirection.AToB ? 6 : 4)}\"/>");
        }
        svg.Append("</a>");
    }
}
