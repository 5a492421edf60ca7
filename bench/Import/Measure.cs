using System.Diagnostics;
using System.Globalization;

namespace Broadside.ImportBench;

/// <summary>Runs <c>broadside import wordpress</c> as a process of its own over a generated export and prints articles a second and peak memory.</summary>
internal static class Measure
{
    public static async Task<int> RunAsync(int articles, string? kept)
    {
        var folder = kept is null ? Directory.CreateTempSubdirectory("broadside-bench-").FullName : Directory.CreateDirectory(kept).FullName;
        var file = Path.Combine(folder, "export.xml");
        var bytes = WxrGenerator.Write(file, articles);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{articles} articles, {bytes / 1048576.0:0} MB"));
        var data = Path.Combine(folder, "data");
        Directory.CreateDirectory(data);
        var code = await MeasureAsync("first import", file, data, articles);
        code |= await MeasureAsync("second import", file, data, articles);
        if (kept is null)
        {
            Directory.Delete(folder, recursive: true);
        }
        return code;
    }

    private static async Task<int> MeasureAsync(string what, string file, string data, int articles)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("BROADSIDE")!, ["import", "wordpress", file, "--data", data, "--json"]) { RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var (peak, processor) = (0L, TimeSpan.Zero);
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakKilobytes(process.Id));
            processor = Processor(process) ?? processor;
            await Task.Delay(50);
        }
        watch.Stop();
        _ = await output;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {watch.Elapsed.TotalSeconds:0.0} s, {articles / watch.Elapsed.TotalSeconds:0} articles a second, {processor.TotalSeconds:0.0} s of processor, peak {peak / 1024} MB, exit {process.ExitCode}"));
        return process.ExitCode;
    }

    private static TimeSpan? Processor(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            // It ended between two looks.
            return null;
        }
    }

    // The kernel's own high-water mark of the resident set.
    private static long PeakKilobytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
