using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Markdown;
using Broadside.Import.Sample;
using Broadside.Kit;
using CsCheck;

namespace Broadside.Tests.Articles.Markdown;

public sealed class MarkdownWriterTests
{
    public static TheoryData<string> Kinds => [.. MadeUpBlocks.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_block_of_any_kind_is_read_back_as_it_was(string kind) =>
        MadeUpBlocks.Kinds[kind].Array[1, 3].Sample(blocks => Check(blocks), iter: TestSize.Pick(1_000, 50_000), seed: "0000KOIPe036");

    [Fact]
    public void A_whole_body_is_read_back_as_it_was() =>
        MadeUpBlocks.Body.Sample(Check, iter: TestSize.Pick(1_000, 50_000), seed: "0000KOIPe036");

    [Fact]
    public void An_article_of_the_sample_is_read_back_whole_from_its_file()
    {
        var warnings = new List<string>();
        foreach (var content in SampleOutlet.Read(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), warnings).Contents.Select(Awkward))
        {
            var file = ArticleMarkdown.Write(content, sha => "media/" + sha);
            var read = new ContentFromMarkdown().Read(MarkdownReader.Read(file), content.Id, "name", warnings);
            Assert.Equal(Json(content), Json(read));
        }
        Assert.Empty(warnings);
    }

    // What an outlet's own names may hold.
    private static ArticleContent Awkward(ArticleContent content) => content with
    {
        Address = "/2026/11/" + content.Slug + "/",
        FormerAddresses = ["/?p=12,5", "/old/слово/"],
        Title = "\"" + content.Title + "\"",
        Standfirst = "Two\nlines: [both]",
        Topics = [.. content.Topics, new Term("arts-2", "Arts, culture")],
        Bylines = [.. content.Bylines, new Byline("ana-2", "Ana (the younger)", "words"), new Byline("b", "B, C", "photo")],
        Corrections = [.. content.Corrections, new Correction(CorrectionKind.Retraction, "One | two\nthree", new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero))],
        Series = new SeriesPart("s-2", "A / B", 2),
        Lead = content.Lead is { } lead ? lead with { Alt = "\"Quoted\"", Id = "lead" } : null,
        Blocks = MadeUpBlocks.Numbered(content.Blocks),
    };

    private static string Json(ArticleContent content) => System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(content with { Blocks = MadeUpBlocks.Numbered(content.Blocks) }));

    private static void Check(IReadOnlyList<Block> blocks)
    {
        var written = new MarkdownWriter(sha => "media/" + sha).Write(blocks);
        var number = 0;
        var read = MarkdownReader.Read(written, () => $"block-{++number:000}");
        Assert.True(read.Warnings.Count == 0, string.Join('\n', read.Warnings) + "\n" + written);
        var (expected, actual) = (Json(MadeUpBlocks.Numbered(blocks)), Json(read.Blocks));
        Assert.True(expected == actual, $"{written}\n{expected}\n{actual}");
    }

    private static string Json(IReadOnlyList<Block> blocks) => System.Text.Encoding.UTF8.GetString(CanonicalJson.Bytes(blocks));
}
