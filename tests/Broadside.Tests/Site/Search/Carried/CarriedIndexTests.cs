using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site;
using Broadside.Site.Search;
using Broadside.Site.Search.Carried;

namespace Broadside.Tests.Site.Search.Carried;

public sealed class CarriedIndexTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Every_word_of_every_article_stands_in_its_shard_with_its_weight(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync([.. Enumerable.Range(0, 30).Select(MadeUpArchive.Article), Newspaper.Article("about", "About us", "Who we are.") with { Kind = ArticleKind.Page }]);
        var stretches = await StretchesAsync(newsroom);

        Assert.Equal(newsroom.Get<Catalogue>().Count(ListKey.All) + newsroom.Get<Catalogue>().Count(ListKey.Pages), stretches.Sum(s => s.Titles.Count));
        foreach (var (name, bits, titles) in stretches)
        {
            for (var number = 0; number < titles.Count; number++)
            {
                var content = await ContentAsync(newsroom, titles[number]);
                foreach (var (stem, step) in WordImpacts.Weigh(SearchableText.Of(content)).Where(w => !SearchQuery.IsSmall(Stems.Parts(w.Stem).Stem)).Take(25))
                {
                    var (body, language) = Stems.Parts(stem);
                    var shard = await ReadAsync(newsroom, $"{SearchShard.Folder}{name}/{SearchShard.Name(SearchShard.Of(body, bits))}");
                    Assert.Contains((number, step), Postings(shard.GetProperty(language).GetProperty(body)));
                }
            }
        }
    }

    [Fact]
    public async Task Both_databases_make_the_same_bytes()
    {
        await using var one = await TestNewsroom.OpenAsync();
        await using var other = await TestNewsroom.OpenAsync(Engines.Postgres);
        foreach (var newsroom in new[] { one, other })
        {
            await newsroom.PublishAsync([.. Enumerable.Range(0, 30).Select(i => Newspaper.Article($"a{i}", $"Title {i} señal", $"Word{i % 7} and übermäßig خبز слово 漢字 dredging{i}.") with { PublishedAt = Newspaper.Noon.AddHours(-i), Language = i % 3 == 0 ? "es" : "en" })]);
        }

        var paths = one.Get<CarriedIndex>().Paths().ToList();
        Assert.Equal(paths, other.Get<CarriedIndex>().Paths());
        foreach (var path in paths)
        {
            Assert.Equal(Encoding.UTF8.GetString(await BytesAsync(one, path)), Encoding.UTF8.GetString(await BytesAsync(other, path)));
        }
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_is_published_changed_or_withdrawn_is_in_the_index_at_once(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "First", "Dredging begins."));
        Assert.Equal(["First"], await HavingAsync(newsroom, "dredg·en"));

        await newsroom.PublishAsync(Newspaper.Article("b", "Second", "Dredging again.") with { PublishedAt = Newspaper.Noon.AddDays(1) });
        Assert.Equal(["First", "Second"], await HavingAsync(newsroom, "dredg·en"));

        await newsroom.PublishAsync(Newspaper.Article("a", "First", "Nothing of the kind."));
        Assert.Equal(["Second"], await HavingAsync(newsroom, "dredg·en"));

        await newsroom.Get<TakeDownArticle>().RunAsync("b", "Wrong.", Actor.Operator, TestContext.Current.CancellationToken);
        Assert.Empty(await HavingAsync(newsroom, "dredg·en"));
        foreach (var path in newsroom.Get<CarriedIndex>().Paths())
        {
            Assert.DoesNotContain("Second", Encoding.UTF8.GetString(await BytesAsync(newsroom, path)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Words_put_into_the_database_do_not_come_into_the_index()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.PublishAsync(Newspaper.Article("a", "First", "Dredging begins."));
        await newsroom.AlterAsync("UPDATE search_docs SET impacts = '3 casino·en9 '");
        await newsroom.AlterAsync("UPDATE versions SET content = replace(content, 'Dredging', 'Casino')");
        await newsroom.OpenAgainAsync();

        Assert.Empty(await HavingAsync(newsroom, "casino·en"));
        Assert.Equal(["First"], await HavingAsync(newsroom, "dredg·en"));
    }

    [Theory]
    [InlineData("/search/index/none/0.json")]
    [InlineData("/search/index/pages/64.json")]
    [InlineData("/search/index/pages/t9.json")]
    [InlineData("/search/index/pages/00.json")]
    [InlineData("/search/index/../0.json")]
    [InlineData("/search/index/")]
    [InlineData("/search/index")]
    public async Task What_is_no_file_of_the_index_has_no_address(string path)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.PublishAsync(Newspaper.Article("about", "About us", "Text.") with { Kind = ArticleKind.Page });

        Assert.True(newsroom.Get<PageCache>().Knows("/search/index/pages/0.json"));
        Assert.False(newsroom.Get<PageCache>().Knows(path));
    }

    [Fact]
    public void As_a_script_a_file_says_its_name_and_the_same_JSON()
    {
        var script = Encoding.UTF8.GetString(SearchShard.AsScript("{\"a\":1}"u8.ToArray(), "/search/index/ab/3.json"));

        Assert.Equal("(globalThis.broadsideIndex??={})[\"index/ab/3.json\"]={\"a\":1};\n", script);
        Assert.True(SearchShard.IsOne("/search/index.json") && SearchShard.IsOne("/search/index/ab/3.json") && !SearchShard.IsOne("/feed.json"));
    }

    /// <summary>An archive of 10,000 articles: sizes, and how long it takes to make.</summary>
    [Fact(Explicit = true)]
    public async Task A_large_archive_has_small_shards()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("ARTICLES") ?? "10000", System.Globalization.CultureInfo.InvariantCulture);
        await using var newsroom = await TestNewsroom.OpenAsync();
        foreach (var some in Enumerable.Range(0, count).Chunk(500))
        {
            await newsroom.PublishAsync([.. some.Select(i => MadeUpArchive.Article(i))]);
        }
        var index = newsroom.Get<CarriedIndex>();
        var started = System.Diagnostics.Stopwatch.StartNew();
        var paths = index.Paths().ToList();
        var (all, zipped, largest) = (0L, 0L, 0L);
        foreach (var path in paths)
        {
            var page = await index.Find(path)!(new PageNotes(), TestContext.Current.CancellationToken);
            var packed = Packed(page!.Body);
            (all, zipped, largest) = (all + page.Body.Length, zipped + packed, Math.Max(largest, packed));
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{count} articles: {paths.Count} files, {all / 1000} KB, gzip {zipped / 1000} KB, largest {largest} bytes, list {Packed(await BytesAsync(newsroom, SearchShard.List))} bytes, {started.ElapsedMilliseconds} ms with packing");
        Assert.True(largest < 100_000);
    }

    private static long Packed(byte[] bytes)
    {
        using var to = new MemoryStream();
        using (var zip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(bytes);
        }
        return to.Length;
    }

    private static async Task<byte[]> BytesAsync(TestNewsroom newsroom, string path)
    {
        var page = await newsroom.Get<PageCache>().GetAsync(path, TestContext.Current.CancellationToken);
        Assert.True(page is not null, path);
        return page.Page.Body;
    }

    private static async Task<JsonElement> ReadAsync(TestNewsroom newsroom, string path) => JsonDocument.Parse(await BytesAsync(newsroom, path)).RootElement;

    private static async Task<List<(string Name, int Bits, List<JsonElement> Titles)>> StretchesAsync(TestNewsroom newsroom)
    {
        var stretches = new List<(string, int, List<JsonElement>)>();
        foreach (var stretch in (await ReadAsync(newsroom, SearchShard.List)).GetProperty("stretches").EnumerateArray())
        {
            var (name, count) = (stretch.GetProperty("name").GetString()!, stretch.GetProperty("days").GetArrayLength());
            var titles = new List<JsonElement>();
            for (var file = 0; titles.Count < count; file++)
            {
                titles.AddRange((await ReadAsync(newsroom, $"{SearchShard.Folder}{name}/{SearchShard.TitlesName(file)}")).EnumerateArray());
            }
            stretches.Add((name, stretch.GetProperty("bits").GetInt32(), titles));
        }
        return stretches;
    }

    private static async Task<ArticleContent> ContentAsync(TestNewsroom newsroom, JsonElement title) =>
        (await newsroom.Get<ArticleReader>().ReadAsync(newsroom.Get<Catalogue>().ByAddress(title[0].GetString()!)!, TestContext.Current.CancellationToken))!;

    // Titles of the articles that have a stem, as a reader's script would find them.
    private static async Task<List<string>> HavingAsync(TestNewsroom newsroom, string stem)
    {
        var (body, language) = Stems.Parts(stem);
        var found = new List<string>();
        foreach (var (name, bits, titles) in await StretchesAsync(newsroom))
        {
            var shard = await ReadAsync(newsroom, $"{SearchShard.Folder}{name}/{SearchShard.Name(SearchShard.Of(body, bits))}");
            if (shard.TryGetProperty(language, out var stems) && stems.TryGetProperty(body, out var postings))
            {
                found.AddRange(Postings(postings).Select(p => titles[p.Number][1].GetString()!));
            }
        }
        return found;
    }

    private static List<(int Number, int Step)> Postings(JsonElement postings)
    {
        var (at, read) = (0, new List<(int, int)>());
        foreach (var posting in postings.EnumerateArray().Select(p => p.GetInt32()))
        {
            at += posting >> 4;
            read.Add((at, posting & 15));
        }
        return read;
    }
}
