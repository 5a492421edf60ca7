using System.Text;
using Broadside.Articles.Views;
using Broadside.Site.Views;
using Broadside.Themes;

namespace Broadside.Tests.Themes;

/// <summary>What a template can reach and how long it may work, whatever its files say.</summary>
public sealed class ThemeGrammarTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("theme").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("{{ view.title | upcase }}")]
    [InlineData("{% render 'x' %}")]
    [InlineData("{% capture x %}{% endcapture %}")]
    [InlineData("{% liquid assign a = 1 %}")]
    [InlineData("{% raw %}{{ view }}{% endraw %}")]
    [InlineData("{% tablerow a in b %}{% endtablerow %}")]
    [InlineData("{{ view.title() }}")]
    public void Only_a_part_of_Liquid_is_for_themes(string template) => Assert.Throws<ThemeException>(() => ThemeGrammar.Parse("x", template));

    [Theory]
    [InlineData("{{ '}}' | date: '%Y' }}")]
    [InlineData("{% for i in (1..2000000000) %}{% endfor %}")]
    [InlineData("{% if view.title == (1..2000000000) %}{% endif %}")]
    [InlineData("{% assign x = '%}' | append: view.title %}")]
    [Trait("Defence", "theme-grammar")]
    public void A_filter_or_a_range_is_found_however_it_is_spelt(string template) => Assert.Throws<ThemeException>(() => ThemeGrammar.Parse("x", template));

    [Fact]
    public void Tags_that_stand_too_deep_in_one_another_are_refused_before_they_are_parsed()
    {
        Assert.Throws<ThemeException>(() => ThemeGrammar.Parse("x", string.Concat(Enumerable.Repeat("{% if view %}", 30_000))));
        Assert.Throws<ThemeException>(() => ThemeGrammar.Parse("x", "{{ " + new string('[', 100_000) + " }}"));
    }

    [Theory]
    [InlineData("{{ view.GetType }}")]
    [InlineData("{{ view.get_type }}")]
    [InlineData("{{ view.Title }}")]
    [InlineData("{{ view['equality_contract'] }}")]
    [InlineData("{{ view['GetType']['Assembly'] }}")]
    [InlineData("{{ view.title.length }}")]
    [InlineData("{{ view.related.capacity }}")]
    [InlineData("{{ frame.menu.first.get_hash_code }}")]
    [InlineData("{{ view }}")]
    [InlineData("{% for thing in view %}{{ thing }}{% endfor %}")]
    public void No_member_of_the_program_is_within_reach_that_is_not_listed(string template) =>
        Assert.Equal("", Render(template, new ArticleView { Address = "/", Url = "/", Title = "T", Related = [new Teaser { Href = "/x/", Title = "X" }] }));

    [Fact]
    public void What_is_listed_is_within_reach_by_either_spelling() =>
        Assert.Equal("A &amp; B A &amp; B 1 X", Render("{{ view.title }} {{ view['title'] }} {{ view.related.size }} {{ view.related.first.title }}", new ArticleView { Address = "/", Url = "/", Title = "A & B", Related = [new Teaser { Href = "/x/", Title = "X" }] }));

    [Fact]
    [Trait("Defence", "theme-escape")]
    public void Text_is_escaped_wherever_it_is_written() =>
        Assert.Equal("<a title=\"&quot;&gt;&lt;script&gt;\">&lt;script&gt;", Render("{% assign x = view.standfirst %}<a title=\"{{ view.title }}\">{{ x }}", new ArticleView { Address = "/", Url = "/", Title = "\"><script>", Standfirst = "<script>" }));

    [Fact]
    public void Loops_that_would_work_without_end_are_stopped()
    {
        const string Loop = "{% for a in view.results %}";
        var template = string.Concat(Enumerable.Repeat(Loop, 8)) + string.Concat(Enumerable.Repeat("{% endfor %}", 8));
        var view = new SearchView { Action = "/", Results = [.. Enumerable.Range(0, 100).Select(i => new Teaser { Href = "/x/", Title = "X" })] };
        Assert.Throws<ThemeException>(() => Render(template, view));
    }

    [Fact]
    public void A_page_that_would_grow_without_end_is_stopped()
    {
        using var writer = new BoundedWriter(new StringBuilder(), 100);
        writer.Write(new string('x', 100));
        Assert.Throws<ThemeException>(() => writer.Write('x'));
    }

    // Within the frame that every page has, but with nothing of it: the frame's file is this template.
    private string Render(string template, object view)
    {
        File.WriteAllText(Path.Combine(folder, "frame.liquid"), template);
        var theme = new Theme(new ThemeFiles(folder));
        var pages = new MadeUpPages(theme);
        return theme.Render("lost", pages.Frame("en", front: false), pages.Head("T", article: false), view, pages.Dress);
    }
}
