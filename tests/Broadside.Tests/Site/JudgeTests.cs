using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Broadside.Tests.Site;

/// <summary>The judges beside the test data look at the served sample. One class, since two judges of a kind must not run at once.</summary>
[Trait("Suite", "slow")]
public sealed partial class JudgeTests(SampleSite sample)
{
    [Theory]
    [InlineData(SamplePages.Front)]
    [InlineData(SamplePages.Article)]
    [InlineData(SamplePages.Topic)]
    [InlineData(SamplePages.Archive)]
    public Task A_page_is_valid_HTML(string page) => JudgeAsync("judge-html.sh", page);

    [Theory]
    [InlineData(SamplePages.Front)]
    [InlineData(SamplePages.Article)]
    [InlineData(SamplePages.Topic)]
    [InlineData(SamplePages.NotFound)]
    public Task A_page_is_accessible_at_both_widths_in_light_and_dark(string page) => JudgeAsync("judge-a11y.sh", page);

    [Theory]
    [InlineData(SamplePages.Front)]
    [InlineData(SamplePages.Article)]
    [InlineData(SamplePages.NotFound)]
    public Task A_page_has_strict_headers(string page) => JudgeAsync("judge-headers.sh", page);

    [Theory(Explicit = true)]
    [InlineData(SamplePages.Front)]
    [InlineData(SamplePages.Article)]
    public async Task Lighthouse_gives_at_least_95_in_all_four(string page)
    {
        var said = await JudgeAsync("judge-lighthouse.sh", page);

        var scores = Score().Matches(said).Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(4, scores.Count);
        Assert.All(scores, s => Assert.True(s >= 95, said));
    }

    private async Task<string> JudgeAsync(string name, string page, params string[] more)
    {
        var judge = TestData.At("tools", "judges", name);
        var site = await sample.StartAsync();
        return await RunAsync(judge, [site.Address + await new SamplePages(site).PathAsync(page), .. more]);
    }

    private static async Task<string> RunAsync(string judge, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [judge, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var result = await TestProgram.EndAsync(process);
        // 2: the judge could not run, which is a want of this machine and no verdict.
        Missing.SkipUnless(result.ExitCode != 2 || !result.Error.Contains("install.sh", StringComparison.Ordinal), $"The judges are not installed: {result.Error}");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        return result.Output;
    }

    [GeneratedRegex(@"(?:performance|accessibility|best-practices|seo)=(\d+)")]
    private static partial Regex Score();
}
