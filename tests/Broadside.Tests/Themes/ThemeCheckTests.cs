using Broadside.Articles.Views;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Tests.Themes;

public sealed class ThemeCheckTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("theme").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_built_in_theme_has_no_fault_and_leaves_room_for_the_text() =>
        Assert.Empty(new ThemeCheck(new ThemeFiles(null), ReaderPages.All).Faults());

    [Theory]
    [InlineData("article.liquid", "{{ view.titel }}", "view.titel is nothing")]
    [InlineData("article.liquid", "{% for item in view.related %}{{ item.titel }}{% endfor %}", "item.titel is nothing")]
    [InlineData("article.liquid", "{% if view.title %}", "if")]
    [InlineData("article.liquid", "{{ view.title | upcase }}", "no filters")]
    [InlineData("article.liquid", "{{ 'now' | date: '%Y' }}", "no filters")]
    [InlineData("article.liquid", "{% tablerow a in b %}{% endtablerow %}", "tablerow is not for themes")]
    [InlineData("article.liquid", "{{ t.no.such.key }}", "no text for t.no.such.key")]
    [InlineData("article.liquid", "<script>alert(1)</script>", "<script> is not for themes")]
    [InlineData("article.liquid", "<p style=\"color: red\">", "style= is not for themes")]
    [InlineData("article.liquid", "<img src=x onerror=alert(1)>", "onerror= is not for themes")]
    [InlineData("article.liquid", "<a href=\"javascript:alert(1)\">x</a>", "javascript:")]
    [InlineData("article.liquid", "<img src=\"https://tracker.example/p.gif\">", "load nothing from other hosts")]
    [InlineData("99-mine.css", "@import \"x.css\";", "@import is not for themes")]
    [InlineData("99-mine.css", "p { background: url(https://tracker.example/p.gif) }", "only a file of the theme")]
    [InlineData("99-mine.css", "p { background: url(//tracker.example/p.gif) }", "only a file of the theme")]
    [InlineData("mine.svg", "<svg onload=\"alert(1)\"/>", "holds code")]
    [InlineData("site.js", "alert(1)", "a theme holds")]
    [InlineData("frame.liquid", "<html>{% include 'page' %}</html>", "frame.liquid lacks {{ head }}")]
    [InlineData("fr.json", "{\"language\":\"Français\"}", "fr.json lacks")]
    [InlineData("fr.json", "{\"nav\":{\"serach\":\"Chercher\"}}", "fr.json: nav.serach is no text")]
    [InlineData("fr.json", "{\"article\":{\"by\":\"Par\"}}", "fr.json: article.by lacks {names}")]
    public void What_a_theme_must_not_hold_is_named(string file, string text, string said)
    {
        File.WriteAllText(Path.Combine(folder, file), text);
        var faults = string.Join('\n', new ThemeCheck(new ThemeFiles(folder), ReaderPages.All).Faults());
        Assert.Contains(said, faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "ltr")]
    [InlineData("es", "ltr")]
    [InlineData("ar", "rtl")]
    public void Every_language_has_every_text_and_no_other(string language, string dir)
    {
        var files = new ThemeFiles(null);
        var english = Vocabulary.KeysOf(files["en.json"]);
        Assert.Equal(["ar.json", "en.json", "es.json"], files.Named(".json").Select(f => f.Name));
        Assert.Equal(english.Order(), Vocabulary.KeysOf(files[language + ".json"]).Order());
        Assert.Equal(dir, new Vocabulary(files).For(language).Dir);
    }

    [Fact]
    public void A_file_that_breaks_a_rule_is_not_used_and_the_built_in_one_is()
    {
        File.WriteAllText(Path.Combine(folder, "lost.liquid"), "<script>alert(1)</script>");
        var html = new MadeUpPages(new Theme(new ThemeFiles(folder))).Render("lost", new LostView { SearchAction = "/search" });
        Assert.DoesNotContain("alert", html, StringComparison.Ordinal);
        Assert.Contains("There is no page here", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_include_one_another_without_end_are_refused()
    {
        File.WriteAllText(Path.Combine(folder, "lost.liquid"), "{% include 'lost' %}");
        var theme = new Theme(new ThemeFiles(folder));
        Assert.Throws<ThemeException>(() => new MadeUpPages(theme).Render("lost", new LostView { SearchAction = "/search" }));
    }

    [Fact]
    public void A_link_in_the_theme_folder_to_a_file_elsewhere_is_left_out()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "x.css"), "/etc/passwd");
        var files = new ThemeFiles(folder);
        Assert.False(files.Has("x.css"));
        Assert.Contains("x.css", Assert.Single(files.Refused), StringComparison.Ordinal);
    }

    [Fact]
    public void The_themes_hash_changes_with_any_of_its_files()
    {
        var before = new ThemeFiles(folder).Hash;
        File.WriteAllText(Path.Combine(folder, "99-mine.css"), "p { color: red }");
        Assert.NotEqual(before, new ThemeFiles(folder).Hash);
    }

    [Fact]
    public void One_more_translation_file_is_one_more_language()
    {
        File.WriteAllText(Path.Combine(folder, "gl.json"), "{\"language\":\"Galego\",\"nav\":{\"search\":\"Procurar\"}}");
        var theme = new Theme(new ThemeFiles(folder));
        var html = new MadeUpPages(theme).Render("lost", new LostView { SearchAction = "/search" }, "gl");
        Assert.Contains("Procurar", html, StringComparison.Ordinal);
        Assert.Equal("Galego", theme.Vocabulary.For("gl-ES").Name);
    }

    [Fact]
    public void Whatever_a_value_holds_it_reaches_the_page_as_text()
    {
        var theme = new Theme(new ThemeFiles(folder));
        var html = new MadeUpPages(theme).Render("article", new ArticleView { Address = "/", Url = "/", Title = "<script>\"&'{{ frame }}", Standfirst = "{% include 'x' %}" });
        Assert.Contains("&lt;script&gt;&quot;&amp;&#39;{{ frame }}", html, StringComparison.Ordinal);
        Assert.Contains("{% include &#39;x&#39; %}", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#ffee00")]
    [InlineData("#a8231c")]
    [InlineData("#000000")]
    [InlineData("#ffffff")]
    [InlineData("no colour")]
    public void Any_accent_is_made_legible_on_both_papers(string chosen)
    {
        var accent = Accent.From(chosen);
        Assert.True(Accent.Contrast(accent.Light, "#fffdf9") >= 4.5, accent.Light);
        Assert.True(Accent.Contrast(accent.Dark, "#151412") >= 4.5, accent.Dark);
    }
}
