using System.Text;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Tests.Themes;

public sealed class FaceTests(Browser browser) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("theme").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_chosen_typeface_is_served_preloaded_and_never_hides_the_text()
    {
        Write("plain.woff2", TinyFont.Make());
        var theme = new Theme(new ThemeFiles(folder));
        var dress = theme.Dress(Accent.Standard);
        var html = new MadeUpPages(theme).Render("lost", new LostView { SearchAction = "/search" });

        Assert.Equal(dress.Folder + "/plain.woff2", dress.Face);
        Assert.Equal("font/woff2", dress.Files[dress.Face!].Type);
        Assert.Equal(TinyFont.Make(), dress.Files[dress.Face!].Bytes);
        Assert.Contains($"<link rel=\"preload\" href=\"{dress.Face}\" as=\"font\" type=\"font/woff2\" crossorigin>", html, StringComparison.Ordinal);
        var css = Encoding.UTF8.GetString(dress.Files[dress.Folder + "/site.css"].Bytes);
        Assert.StartsWith("@font-face{font-family:Chosen;src:url(plain.woff2) format(\"woff2\");font-weight:100 900;font-display:swap}:root{--display:Chosen,var(--serif)}", css, StringComparison.Ordinal);
        Assert.Equal(("plain.woff2", TinyFont.Make().Length), new ThemeCheck(new ThemeFiles(folder), ReaderPages.All).Face());
        Assert.Empty(new ThemeCheck(new ThemeFiles(folder), ReaderPages.All).Faults());
    }

    [Fact]
    public void Without_a_typeface_nothing_is_preloaded()
    {
        var theme = new Theme(new ThemeFiles(folder));
        Assert.Null(theme.Dress(Accent.Standard).Face);
        Assert.DoesNotContain("preload", new MadeUpPages(theme).Render("lost", new LostView { SearchAction = "/search" }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_heavy_typeface_a_second_one_one_that_is_none_and_one_with_an_odd_name_are_refused()
    {
        Write("a.woff2", TinyFont.Make(padding: 40_000));
        Write("b.woff2", "<html>"u8.ToArray());
        Write("c d).woff2", TinyFont.Make());
        Write("e.woff2", TinyFont.Make());
        Write("f.woff2", TinyFont.Make());
        var files = new ThemeFiles(folder);

        Assert.Equal("e.woff2", Assert.Single(files.Named(".woff2")).Name);
        Assert.Collection(
            files.Refused,
            said => Assert.Contains("a typeface may weigh 40000", said, StringComparison.Ordinal),
            said => Assert.Contains("no WOFF2 file", said, StringComparison.Ordinal),
            said => Assert.Contains("letters, digits", said, StringComparison.Ordinal),
            said => Assert.Contains("one typeface is enough", said, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Suite", "slow")]
    public async Task The_browser_takes_the_typeface_from_the_outlet_itself()
    {
        await using var site = await ServedNewsroom.StartAsync();
        await site.KillAsync();
        Directory.CreateDirectory(Path.Combine(site.Folder, "theme"));
        await File.WriteAllBytesAsync(Path.Combine(site.Folder, "theme", "plain.woff2"), TinyFont.Make(), TestContext.Current.CancellationToken);
        await site.ServeAsync();
        var page = await browser.OpenPageAsync();
        await using var context = page.Context;
        var said = new List<string>();
        page.Console += (_, line) => said.Add(line.Text);

        await page.GotoAsync(site.Address + "/");

        Assert.Equal("Chosen", await page.EvaluateAsync<string>("async () => (await document.fonts.load('700 40px Chosen', 'A')).map(f => f.family).join()"));
        Assert.StartsWith("Chosen", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.flag')).fontFamily"), StringComparison.Ordinal);
        Assert.Empty(said);
    }

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder, name), bytes);
}
