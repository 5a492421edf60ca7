using System.Globalization;

namespace Broadside.Themes;

/// <summary>
/// The outlet's one colour, corrected so that it is legible as text: at least 4.5:1 on the light paper, and a lighter
/// form of it on the dark (WCAG 2.2, 1.4.3).
/// </summary>
public sealed record Accent
{
    private const string LightPaper = "#fffdf9";
    private const string DarkPaper = "#151412";
    private const double Enough = 4.5;

    private Accent(string light, string dark) => (Light, Dark) = (light, dark);

    public static Accent Standard { get; } = From("#a8231c");

    /// <summary>On the light paper, as <c>#a8231c</c>.</summary>
    public string Light { get; }

    /// <summary>On the dark paper.</summary>
    public string Dark { get; }

    /// <param name="colour"><c>#rrggbb</c>; what is no colour becomes the standard one.</param>
    public static Accent From(string? colour)
    {
        var chosen = Parse(colour) ?? Parse("#a8231c")!.Value;
        return new Accent(Text(Until(chosen, Parse(LightPaper)!.Value, 0)), Text(Until(chosen, Parse(DarkPaper)!.Value, 255)));
    }

    /// <summary>Contrast of two colours after WCAG, from 1 to 21.</summary>
    public static double Contrast(string one, string other) => Contrast(Parse(one)!.Value, Parse(other)!.Value);

    private static (int R, int G, int B) Until((int R, int G, int B) colour, (int R, int G, int B) paper, int end)
    {
        var mixed = colour;
        for (var step = 1; step <= 50 && Contrast(mixed, paper) < Enough; step++)
        {
            mixed = (Mix(colour.R, end, step), Mix(colour.G, end, step), Mix(colour.B, end, step));
        }
        return mixed;
    }

    private static int Mix(int from, int to, int step) => from + ((to - from) * step / 50);

    private static double Contrast((int R, int G, int B) one, (int R, int G, int B) other)
    {
        var (a, b) = (Light01(one), Light01(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Light01((int R, int G, int B) c) => (0.2126 * Linear(c.R)) + (0.7152 * Linear(c.G)) + (0.0722 * Linear(c.B));

    private static double Linear(int channel)
    {
        var part = channel / 255d;
        return part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);
    }

    private static (int R, int G, int B)? Parse(string? text) =>
        text is { Length: 7 } && text[0] == '#' && int.TryParse(text.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rgb)
            ? (rgb >> 16, (rgb >> 8) & 255, rgb & 255)
            : null;

    private static string Text((int R, int G, int B) c) => $"#{c.R:x2}{c.G:x2}{c.B:x2}";
}
