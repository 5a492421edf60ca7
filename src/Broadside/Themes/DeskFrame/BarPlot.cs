using System.Globalization;

namespace Broadside.Themes.DeskFrame;

/// <summary>Bars on a zero line, laid out as numbers: the page draws them, the table beside says the same.</summary>
public sealed record BarPlot(IReadOnlyList<BarPlot.Bar> Bars)
{
    private const int Gap = 3;

    /// <summary>One bar, as of a day.</summary>
    public sealed record Bar(string Name, string? Label, long Number, int X, int Width, int Y, int Height, bool IsMost)
    {
        public string Middle => Centre.ToString(CultureInfo.InvariantCulture);

        /// <summary>Where the number of the highest bar stands: within the plot, whatever its length.</summary>
        public string NumberAt => Math.Clamp(Centre, 40, 680).ToString(CultureInfo.InvariantCulture);

        private int Centre => X + (Width / 2);

        public int AboveY => Math.Max(18, Y - 5);
    }

    public int Width => 720;

    public int Height => 180;

    public long Most => Bars.Max(b => b.Number);

    public string MostName => Bars.First(b => b.IsMost).Name;

    /// <param name="parts">Name, label under the bar (null: none) and number of each.</param>
    public static BarPlot Of(IReadOnlyList<(string Name, string? Label, long Number)> parts)
    {
        var empty = new BarPlot([]);
        var (most, step) = (Math.Max(1, parts.Max(p => p.Number)), empty.Width / parts.Count);
        var first = parts.Select(p => p.Number).ToList().IndexOf(parts.Max(p => p.Number));
        // The zero line is where the bars stand; what is there at all is at least a line high.
        return new BarPlot([.. parts.Select((p, i) =>
        {
            var height = p.Number == 0 ? 0 : Math.Max(1, (int)(p.Number * (empty.Height - 20) / most));
            return new Bar(p.Name, p.Label, p.Number, i * step, step - Gap, empty.Height - height, height, i == first);
        })]);
    }
}
