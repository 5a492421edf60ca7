using System.Text.RegularExpressions;
using Broadside.Themes;

namespace Broadside.Tests.Themes;

public sealed partial class PageTests
{
    private static readonly Theme Theme = new(new ThemeFiles(null));

    [Fact]
    public void Every_page_has_one_heading_a_main_part_and_no_gap_in_its_words()
    {
        foreach (var (name, html) in new MadeUpPages(Theme).All())
        {
            Keep(name, html);
            Assert.True(Heading().Count(html) == 1, $"{name}: {Heading().Count(html)} h1");
            Assert.Contains("<main id=\"main\">", html, StringComparison.Ordinal);
            Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
            Assert.DoesNotContain("{%", html, StringComparison.Ordinal);
            Assert.DoesNotContain("Liquid", html, StringComparison.Ordinal);
        }
    }

    // With a folder named in BROADSIDE_LOOK, the pages are left there to be looked at.
    private static void Keep(string name, string html)
    {
        if (Environment.GetEnvironmentVariable("BROADSIDE_LOOK") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            File.WriteAllText(Path.Combine(folder, name, "index.html"), html);
            foreach (var (address, file) in new MadeUpPages(Theme).Dress.Files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(folder + address)!);
                File.WriteAllBytes(folder + address, file.Bytes);
            }
        }
    }

    [GeneratedRegex("<h1[ >]")]
    private static partial Regex Heading();
}
