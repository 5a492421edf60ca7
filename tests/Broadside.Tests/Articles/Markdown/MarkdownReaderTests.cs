using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Articles.Markdown;
using Broadside.Kit;
using CsCheck;

namespace Broadside.Tests.Articles.Markdown;

public sealed class MarkdownReaderTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Articles", "Markdown", "Examples");

    private static readonly string[] Pieces =
    [
        "---\n", "::: figure\n", ":::\n", "::: gallery a\n", "file: x\n", "[^1]", "\n[^1]: n", "**", "_", "~~", "`", "[a](", "javascript:x)", "> ",
        "- ", "1. ", "| a | b |\n|---|---|\n",
        "<b>", "</i>", "<br>", "<script>", "# ", "\n", "\n\n", "\\", "&amp;", "![", "](x.jpg)", "\ud800",
    ];

    public static TheoryData<string> Examples => [.. Directory.EnumerateFiles(Folder, "*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    /// <summary>Each example is a Markdown file and, beside it, the blocks and warnings that it must come to.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_reads_as_the_blocks_written_beside_it(string example)
    {
        var read = Read(File.ReadAllText(Path.Combine(Folder, example + ".md")));
        var made = JsonSerializer.SerializeToNode(new { read.Title, read.Blocks, read.Warnings }, CanonicalJson.Options)!;

        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, example + ".json")))!;

        Assert.True(JsonNode.DeepEquals(expected, made), made.ToJsonString(new JsonSerializerOptions(CanonicalJson.Options) { WriteIndented = true }));
    }

    [Fact]
    public void Front_matter_of_other_tools_is_understood()
    {
        var front = FrontMatter.Take("\uFEFF---\r\ntitle: \"A \\\"quoted\\\" title: with colon\"\r\nTags: [sea, 'it''s']\r\nauthors:\r\n  - Ana\r\n  - Ben\r\nsummary: >\r\n  two\r\n  lines\r\n# a note\r\nnonsense\r\n---\r\nBody", out var body);

        Assert.Equal("A \"quoted\" title: with colon", front["title"]);
        Assert.Equal(["sea", "it's"], front.List("tags"));
        Assert.Equal(["Ana", "Ben"], front.List("authors"));
        Assert.Equal("two lines", front["summary"]);
        Assert.Equal(["not a field: nonsense"], front.Warnings);
        Assert.Equal("Body", body);
    }

    [Fact]
    public void Front_matter_that_never_ends_is_body()
    {
        var front = FrontMatter.Take("---\ntitle: x\n", out var body);

        Assert.Empty(front.Keys);
        Assert.Contains("title: x", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_nested_deeper_than_any_person_writes_is_kept_as_plain_text()
    {
        var read = Read(new string('>', 100_000) + " the words");

        Assert.Contains(read.Blocks, b => b is Broadside.Articles.Body.TextBlock t && t.Text.EndsWith("the words", StringComparison.Ordinal));
        Assert.NotEmpty(read.Warnings);
    }

    [Fact]
    public void Anything_at_all_is_read_without_an_exception_and_marks_stay_inside_their_text() =>
        Gen.OneOf(
            Gen.String,
            Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i])
                .Array[0, 30].Select(parts => string.Concat(parts)))
            .Sample(text =>
            {
                foreach (var block in Read(text).Blocks.OfType<Broadside.Articles.Body.TextBlock>())
                {
                    Assert.All(block.Marks ?? [], m => Assert.True(0 <= m.From && m.From <= m.To && m.To <= block.Text.Length));
                }
            }, iter: 2000);

    private static MarkdownArticle Read(string file)
    {
        var number = 0;
        return MarkdownReader.Read(file, () => $"block-{++number}");
    }
}
