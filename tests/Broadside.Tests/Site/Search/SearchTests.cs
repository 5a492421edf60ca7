using Broadside.Articles;
using Broadside.Guard;
using Broadside.Site.Search;

namespace Broadside.Tests.Site.Search;

public sealed class SearchTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Words_are_found_without_accents_in_other_numbers_and_in_every_field(string engine)
    {
        await using var newsroom = await OpenAsync(engine);

        Assert.Equal(["bogota"], await FindAsync(newsroom, "Bogota"));
        Assert.Equal(["bogota"], await FindAsync(newsroom, "BOGOTÁ ciudad"));
        Assert.Equal(["housing"], await FindAsync(newsroom, "house tenants"));
        Assert.Equal(["housing"], await FindAsync(newsroom, "Inés Calderón"));
        Assert.Equal(["tram"], await FindAsync(newsroom, "harbour trams"));
        Assert.Empty(await FindAsync(newsroom, "harbour zeppelin"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_phrase_wants_its_words_side_by_side_within_one_part(string engine)
    {
        await using var newsroom = await OpenAsync(engine);

        Assert.Equal(["tram"], await FindAsync(newsroom, "\"the late tram\""));
        Assert.Empty(await FindAsync(newsroom, "\"tram late\""));
        Assert.Empty(await FindAsync(newsroom, "\"harbour It\""));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_star_finds_beginnings_and_a_dash_leaves_out(string engine)
    {
        await using var newsroom = await OpenAsync(engine);

        Assert.Equal(["tram"], await FindAsync(newsroom, "harb*"));
        Assert.Equal(["bogota"], await FindAsync(newsroom, "educac*"));
        Assert.Equal(["housing"], await FindAsync(newsroom, "rent -tram"));
        Assert.Equal(["tram"], await FindAsync(newsroom, "rent -\"rent council\" -tenants"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_word_of_the_title_counts_more_than_one_of_the_body_and_a_new_article_more_than_an_old_one(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(
            Newspaper.Article("body", "Nothing of the kind", "A word on dredging."),
            Newspaper.Article("old", "Dredging begins", "The barge came.") with { PublishedAt = Newspaper.Noon.AddYears(-6) },
            Newspaper.Article("new", "Dredging ends", "The barge went."));

        Assert.Equal(["new", "old", "body"], await FindAsync(newsroom, "dredging"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Articles_in_the_language_of_the_page_come_first(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(
            Newspaper.Article("plaza-en", "Plaza reopens", "The plaza."),
            Newspaper.Article("plaza-es", "Reabre la plaza", "La plaza.") with { Language = "es" });

        Assert.Equal("plaza-es", (await FindAsync(newsroom, "plaza", "es"))[0]);
        Assert.Equal("plaza-en", (await FindAsync(newsroom, "plaza", "en"))[0]);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_changes_is_found_by_its_new_words_alone_and_what_is_withdrawn_not_at_all(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var first = (await newsroom.PublishAsync(Newspaper.Article("tram", "The tram", "About a ferry.")))[0];
        Assert.Equal(["tram"], await FindAsync(newsroom, "ferry"));

        await newsroom.PublishAsync(first with { Blocks = Newspaper.Article("x", "x", "About a bridge.").Blocks });
        Assert.Empty(await FindAsync(newsroom, "ferry"));
        Assert.Equal(["tram"], await FindAsync(newsroom, "bridge"));

        await newsroom.Get<TakeDownArticle>().RunAsync("tram", "It was wrong.", Actor.Operator, TestContext.Current.CancellationToken);
        Assert.Empty(await FindAsync(newsroom, "bridge"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_row_that_an_intruder_points_at_another_article_shows_nothing_false(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        Assert.Equal(1, await newsroom.AlterAsync("UPDATE search_docs SET article_id = 'other' WHERE article_id = 'housing'"));
        Assert.Equal(1, await newsroom.AlterAsync("UPDATE search_docs SET article_id = 'housing', impacts = '' WHERE article_id = 'tram'"));

        Assert.Empty(await FindAsync(newsroom, "harbour trams"));
        Assert.Empty(await FindAsync(newsroom, "tenants"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Articles_of_the_same_second_and_of_other_centuries_all_stand_in_the_index(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var same = Enumerable.Range(0, 300).Select(i => Newspaper.Article($"same{i}", $"Bulletin {i}", "Short.")).ToArray();
        await newsroom.PublishAsync(same);
        await newsroom.PublishAsync(Newspaper.Article("war", "Bulletin of the war", "Long ago.") with { PublishedAt = new DateTimeOffset(1870, 7, 19, 0, 0, 0, TimeSpan.Zero) });
        await newsroom.PublishAsync(Newspaper.Article("first", "Bulletin one", "Longer ago.") with { PublishedAt = new DateTimeOffset(1605, 1, 1, 0, 0, 0, TimeSpan.Zero) });

        Assert.Equal(["war"], await FindAsync(newsroom, "bulletin war"));
        Assert.Equal(["first"], await FindAsync(newsroom, "bulletin \"longer ago\""));
        Assert.Equal(["same299"], await FindAsync(newsroom, "bulletin 299"));
        var all = await newsroom.Get<SearchArticles>().RunAsync("bulletin", "en", 1, TestContext.Current.CancellationToken);
        Assert.Equal((300, true, 15, 20), (all.Total, all.IsMore, all.Pages, all.Results.Count));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_index_that_was_lost_or_is_behind_is_made_again(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        await newsroom.AlterAsync("DELETE FROM search_docs WHERE article_id = 'tram'");
        await newsroom.AlterAsync("UPDATE search_docs SET number = 0, article_id = 'lost' WHERE article_id = 'housing'");
        Assert.Empty(await FindAsync(newsroom, "harbour trams"));

        await newsroom.Get<CatchUpSearch>().RunAsync("{}", TestContext.Current.CancellationToken);

        Assert.Equal(["tram"], await FindAsync(newsroom, "harbour trams"));
        Assert.Equal(["housing"], await FindAsync(newsroom, "tenants"));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Hostile_questions_are_answered_like_any_other(string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        string[] questions =
        [
            "", " ", "\"", "\"\"", "-", "--", "- -", "*", "a*", "\"*", "-*", "' OR 1=1 --", "NEAR(a b)", "title:tram", "{title}:tram", "^tram", "tram AND", "AND OR NOT", "tram NOT",
            "(tram", ")))", "tram & | ! <-> :*", "\\", "'\\''", "\0", "tram\0tram", "\ud800", "\udc00tram\ud800", "%27%22", "tram;DROP TABLE search_docs", "~17:1", "¶", "\u0301\u0301", "ﷺ", "𝕿𝖗𝖆𝖒",
            new string('(', 5000), new string('"', 5001), string.Concat(Enumerable.Repeat("a* ", 4000)), new string('x', 100_000), string.Concat(Enumerable.Repeat("\"a b\" -", 2000)),
        ];
        foreach (var question in questions)
        {
            var found = await newsroom.Get<SearchArticles>().RunAsync(question, "en", int.MinValue, TestContext.Current.CancellationToken);
            Assert.InRange(found.Results.Count, 0, 3);
        }
        Assert.Equal(["tram"], await FindAsync(newsroom, "𝕿𝖗𝖆𝖒𝖘"));
    }

    [Fact]
    public async Task The_passage_around_the_words_is_shown_escaped_with_the_words_marked()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var padding = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"word{i}"));
        await newsroom.PublishAsync(Newspaper.Article("a", "Title", "No hit here.", $"{padding} <b>Mayor’s</b> “houses” & flats {padding}"));

        var found = await newsroom.Get<SearchArticles>().RunAsync("house mayor", "en", 1, TestContext.Current.CancellationToken);

        var excerpt = found.Results[0].Excerpt.Value;
        Assert.StartsWith("… word53 word54", excerpt, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;<mark>Mayor</mark>’s&lt;/b&gt; “<mark>houses</mark>” &amp; flats word0", excerpt, StringComparison.Ordinal);
        Assert.EndsWith(" …", excerpt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_without_spaces_is_found_by_its_characters_in_their_order()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.PublishAsync(Newspaper.Article("ja", "東京の港", "船が来た。") with { Language = "ja" }, Newspaper.Article("hi", "हिन्दी समाचार", "पहला।") with { Language = "hi" });

        Assert.Equal(["ja"], await FindAsync(newsroom, "東京"));
        Assert.Empty(await FindAsync(newsroom, "京東"));
        Assert.Equal(["hi"], await FindAsync(newsroom, "हिन्दी"));
    }

    private static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(
            Newspaper.Article("bogota", "La educación en Bogotá", "Las ciudades crecen.") with { Language = "es" },
            Newspaper.Article("housing", "Houses for tenants", "The rent council met.", "Prices rose.") with { Bylines = [new Byline("ines", "Inés Calderón")] },
            Newspaper.Article("tram", "The late tram", "It runs by the harbour.", "It costs a rent of its own.") with { Standfirst = "Trams at night" });
        return newsroom;
    }

    private static async Task<IReadOnlyList<string>> FindAsync(TestNewsroom newsroom, string question, string? language = null)
    {
        var found = await newsroom.Get<SearchArticles>().RunAsync(question, language, 1, TestContext.Current.CancellationToken);
        return [.. found.Results.Select(r => r.Entry.Id)];
    }
}
