using System.Diagnostics;
using System.Text;
using NetVips;

namespace Broadside.Tests.Giving.Pay;

/// <summary>Debian's reader of codes: what a phone would read in a picture.</summary>
internal static class Zbar
{
    private const string Program = "/usr/bin/zbarimg";

    /// <param name="svg">As it stands in a page.</param>
    public static async Task<string> ReadAsync(string svg)
    {
        Missing.SkipUnless(File.Exists(Program), "No reader of QR codes: apt-get install zbar-tools.");
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "code.png");
        using (var image = Image.SvgloadBuffer(Encoding.UTF8.GetBytes(svg), scale: 8))
        {
            image.Pngsave(file);
        }
        using var process = Process.Start(new ProcessStartInfo(Program, ["--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", file]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var run = await TestProgram.EndAsync(process);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output.EndsWith('\n') ? run.Output[..^1] : run.Output;
    }
}
