using System.Globalization;

namespace Broadside.Site.Desk;

/// <summary>Bars of reads, laid out as numbers: the page draws them, the table beside says the same.</summary>
public sealed record ReadsPlot(IReadOnlyList<ReadsPlot.Bar> Bars)
{
    private const int Gap = 3;

    /// <summary>One day or month.</summary>
    public sealed record Bar(string Name, string? Label, long Reads, int X, int Width, int Y, int Height, bool IsMost)
    {
        public string Middle => Centre.ToString(CultureInfo.InvariantCulture);

        /// <summary>Where the number of the highest bar stands: within the plot, whatever its length.</summary>
        public string NumberAt => Math.Clamp(Centre, 40, 680).ToString(CultureInfo.InvariantCulture);

        private int Centre => X + (Width / 2);

        public int AboveY => Math.Max(18, Y - 5);
    }

    public int Width => 720;

    public int Height => 180;

    public long Most => Bars.Max(b => b.Reads);

    public string MostName => Bars.First(b => b.IsMost).Name;

    /// <param name="parts">Name, label under the bar (null: none) and reads of each.</param>
    public static ReadsPlot Of(IReadOnlyList<(string Name, string? Label, long Reads)> parts)
    {
        var empty = new ReadsPlot([]);
        var (most, step) = (Math.Max(1, parts.Max(p => p.Reads)), empty.Width / parts.Count);
        var first = parts.Select(p => p.Reads).ToList().IndexOf(parts.Max(p => p.Reads));
        // The zero line is where the bars stand; what was read at all is at least a line high.
        return new ReadsPlot([.. parts.Select((p, i) =>
        {
            var height = p.Reads == 0 ? 0 : Math.Max(1, (int)(p.Reads * (empty.Height - 20) / most));
            return new Bar(p.Name, p.Label, p.Reads, i * step, step - Gap, empty.Height - height, height, i == first);
        })]);
    }
}
