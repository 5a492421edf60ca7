using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Broadside.Tests.Giving.Pay;

/// <summary>Debian's reader of codes: what a phone would read in a picture. The picture is drawn here, as the program forbids its own library of pictures to read SVG.</summary>
internal static partial class Zbar
{
    private const string Program = "/usr/bin/zbarimg";
    private const int Scale = 8;

    /// <param name="svg">As it stands in a page.</param>
    public static async Task<string> ReadAsync(string svg)
    {
        Missing.SkipUnless(File.Exists(Program), "No reader of QR codes: apt-get install zbar-tools.");
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "code.pgm");
        await File.WriteAllBytesAsync(file, Draw(XElement.Parse(svg)), TestContext.Current.CancellationToken);
        using var process = Process.Start(new ProcessStartInfo(Program, ["--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", file]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var run = await TestProgram.EndAsync(process);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output.EndsWith('\n') ? run.Output[..^1] : run.Output;
    }

    private static byte[] Draw(XElement svg)
    {
        var size = int.Parse(svg.Attribute("viewBox")!.Value.Split(' ')[2], CultureInfo.InvariantCulture) * Scale;
        var pixels = new byte[size * size];
        Array.Fill(pixels, (byte)255);
        foreach (var path in svg.Descendants().Where(e => e.Name.LocalName == "path"))
        {
            var (x, y, scale) = path.Parent!.Attribute("transform") is { } transform ? Place(transform.Value) : (0, 0, 1);
            foreach (var shape in Shapes(path.Attribute("d")!.Value))
            {
                Fill(pixels, size, [.. shape.Select(p => (((p.X * scale) + x) * Scale, ((p.Y * scale) + y) * Scale))], path.Attribute("fill")!.Value == "#000" ? (byte)0 : (byte)255);
            }
        }
        return [.. Encoding.ASCII.GetBytes($"P5\n{size} {size}\n255\n"), .. pixels];
    }

    private static (double X, double Y, double Scale) Place(string transform)
    {
        var numbers = Number().Matches(transform).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)).ToList();
        return (numbers[0], numbers[1], numbers[2]);
    }

    // Lines along the axes alone: all that a code is made of.
    private static IEnumerable<List<(double X, double Y)>> Shapes(string path)
    {
        var shape = new List<(double X, double Y)>();
        var (x, y) = (0d, 0d);
        foreach (Match step in Step().Matches(path))
        {
            var numbers = Number().Matches(step.Value).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture)).ToList();
            if (step.Value[0] == 'z')
            {
                yield return shape;
                shape = [];
                continue;
            }
            (x, y) = step.Value[0] switch { 'M' => (numbers[0], numbers[1]), 'h' => (x + numbers[0], y), 'v' => (x, y + numbers[0]), 'H' => (numbers[0], y), _ => (x, numbers[0]) };
            shape.Add((x, y));
        }
    }

    private static void Fill(byte[] pixels, int size, IReadOnlyList<(double X, double Y)> corners, byte shade)
    {
        for (var row = (int)corners.Min(c => c.Y); row < Math.Min(size, corners.Max(c => c.Y)); row++)
        {
            for (var column = (int)corners.Min(c => c.X); column < Math.Min(size, corners.Max(c => c.X)); column++)
            {
                if (Holds(corners, column + 0.5, row + 0.5))
                {
                    pixels[(row * size) + column] = shade;
                }
            }
        }
    }

    private static bool Holds(IReadOnlyList<(double X, double Y)> corners, double x, double y)
    {
        var isIn = false;
        for (var i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            isIn ^= (a.Y > y) != (b.Y > y) && x < a.X;
        }
        return isIn;
    }

    [GeneratedRegex(@"[MhvHVz][^MhvHVz]*")]
    private static partial Regex Step();

    [GeneratedRegex(@"-?\d*\.?\d+")]
    private static partial Regex Number();
}
