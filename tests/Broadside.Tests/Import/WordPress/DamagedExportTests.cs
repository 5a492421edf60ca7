using System.Text;
using Broadside.Articles;
using Broadside.Articles.Body;

namespace Broadside.Tests.Import.WordPress;

public sealed class DamagedExportTests
{
    [Theory]
    [InlineData("", "line 1")]
    [InlineData("<html><body>Not an export</body></html>", "line 1: it begins with <html>")]
    [InlineData("<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY a \"b\">]>\n<rss><channel>&a;</channel></rss>", "line 2")]
    [InlineData("<?xml version=\"1.0\"?>\n<rss version=\"2.0\">\n<channel><title>A feed</title></channel></rss>", "no namespace of WordPress")]
    [InlineData("<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.9/\">\n<channel><wp:wxr_version>1.9</wp:wxr_version></channel></rss>", "no namespace of WordPress")]
    [InlineData("<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel></channel></rss>", "no WXR version")]
    [InlineData("<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<oops><wp:wxr_version>1.2</wp:wxr_version></oops></rss>", "line 3: <oops>")]
    [InlineData("<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel><title>x</titel><wp:wxr_version>1.2</wp:wxr_version></channel></rss>", "line 3")]
    public async Task What_is_no_export_is_refused_with_its_line(string text, string says)
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();
        var before = await newsroom.LeftAsync();

        var outcome = await newsroom.TryImportAsync([Wxr.Raw(folder, Encoding.UTF8.GetBytes(text))]);

        Assert.Contains(says, outcome.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(before, await newsroom.LeftAsync());
    }

    [Fact]
    public async Task Damaged_items_cost_themselves_alone_and_are_named_with_their_line()
    {
        using var folder = new TempFolder();
        var bad = "<item>\n<title>Bad</wrong>\n<wp:post_id>2</wp:post_id></item>\n";
        var entity = "<item><title>&xxe;</title><!DOCTYPE a [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]><wp:post_id>3</wp:post_id></item>\n";
        await using var newsroom = await TestNewsroom.OpenAsync();

        var report = await newsroom.ImportAsync(Wxr.File(folder, Wxr.Post(1, "One."), bad, entity, Wxr.Post(4, "Four.")));

        Assert.Equal(2, report.Counts.Articles);
        var damaged = report.Warnings.Where(w => w.Code == "damaged").ToList();
        Assert.Equal(2, damaged.Count);
        Assert.EndsWith("line 16", damaged[0].Item, StringComparison.Ordinal);
        Assert.Equal("Four.", Assert.IsType<Paragraph>((await newsroom.LiveAsync("/4/")).Blocks[0]).Text);
    }

    [Fact]
    public async Task What_real_exports_get_wrong_is_mended_and_named()
    {
        using var folder = new TempFolder();
        var ampersand = Wxr.Post(1, "A & B.").Replace("<link>", "<link>https://old.example/?a=1&b=2&nbsp;", StringComparison.Ordinal);
        var nested = Wxr.Post(2, "Code <![CDATA[ inside ]]> and more.");
        var unclosed = Wxr.Post(3, "No end.").Replace("</item>", "", StringComparison.Ordinal);
        var swallowing = Wxr.Post(4, "Swallows.").Replace("]]></content", "</content", StringComparison.Ordinal);
        await using var newsroom = await TestNewsroom.OpenAsync();

        var report = await newsroom.ImportAsync(Wxr.File(folder, ampersand, nested, unclosed, swallowing, Wxr.Post(5, "Last.")));

        Assert.Equal(5, report.Counts.Articles);
        Assert.True(report.Warnings.Count(w => w.Code == "repaired") >= 4);
        Assert.Contains("and more.", Assert.IsType<Paragraph>((await newsroom.LiveAsync("/2020/01/post-2/")).Blocks[0]).Text, StringComparison.Ordinal);
        Assert.Equal("Last.", Assert.IsType<Paragraph>((await newsroom.LiveAsync("/2020/01/post-5/")).Blocks[0]).Text);
    }

    [Fact]
    public async Task A_file_that_breaks_off_brings_its_whole_items_and_says_so()
    {
        using var folder = new TempFolder();
        var whole = Wxr.Head + Wxr.Post(1, "One.") + Wxr.Post(2, "Two.");
        await using var newsroom = await TestNewsroom.OpenAsync();

        var report = await newsroom.ImportAsync(Wxr.Raw(folder, Encoding.UTF8.GetBytes(whole[..^60])));

        Assert.Equal(1, report.Counts.Articles);
        Assert.Contains("line 15", Assert.Single(report.Warnings, w => w.Code == "truncated").Message, StringComparison.Ordinal);
        Assert.Null(newsroom.Get<Catalogue>().ByFormerAddress("/2/"));
    }

    [Fact]
    public async Task Other_encodings_are_read_and_wrong_ones_are_named()
    {
        using var folder = new TempFolder();
        var text = Wxr.Head + Wxr.Post(1, "Bogotá – “sí”.", "Título") + Wxr.End;
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var windows = Encoding.GetEncoding(1252);
        var files = new Dictionary<string, byte[]>
        {
            ["utf16"] = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text.Replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"", StringComparison.Ordinal))],
            ["mark"] = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
            ["declared"] = windows.GetBytes(text.Replace("UTF-8", "windows-1252", StringComparison.Ordinal)),
            ["wrong"] = windows.GetBytes(text),
        };
        foreach (var (name, bytes) in files)
        {
            await using var newsroom = await TestNewsroom.OpenAsync();
            var report = await newsroom.ImportAsync(Wxr.Raw(folder, bytes, name + ".xml"));
            Assert.Equal("Bogotá – “sí”.", Assert.IsType<Paragraph>((await newsroom.LiveAsync("/1/")).Blocks[0]).Text);
            Assert.Equal(name == "wrong", report.Warnings.Any(w => w.Code == "encoding"));
        }
    }

    [Fact]
    public async Task Control_characters_are_left_out_and_named()
    {
        using var folder = new TempFolder();
        await using var newsroom = await TestNewsroom.OpenAsync();

        var report = await newsroom.ImportAsync(Wxr.File(folder, Wxr.Post(1, "A\u0001B\u0000C.").Replace("<wp:post_name>", "<wp:post_name>x&#x8;y", StringComparison.Ordinal)));

        Assert.Contains("2 control characters", Assert.Single(report.Warnings, w => w.Code == "control_characters").Message, StringComparison.Ordinal);
        Assert.Equal("ABC.", Assert.IsType<Paragraph>((await newsroom.LiveAsync("/1/")).Blocks[0]).Text);
    }

    [Fact]
    public async Task Giant_and_deeply_nested_bodies_come_through()
    {
        using var folder = new TempFolder();
        var giant = Wxr.Post(1, string.Concat(Enumerable.Repeat("ten chars ", 1_000_000)));
        var deep = Wxr.Post(2, string.Concat(Enumerable.Repeat("<div>", 100_000)) + "inside");
        var blocks = Wxr.Post(3, string.Concat(Enumerable.Repeat("<!-- wp:group -->", 20_000)) + "<p>inside</p>");
        var shortcodes = Wxr.Post(4, string.Concat(Enumerable.Repeat("[row a=\"", 50_000)) + "inside" + string.Concat(Enumerable.Repeat("[one_half]", 50_000)));
        await using var newsroom = await TestNewsroom.OpenAsync();

        var report = await newsroom.ImportAsync(Wxr.File(folder, giant, deep, blocks, shortcodes));

        Assert.Equal(4, report.Counts.Articles);
        Assert.Equal(9_999_999, Assert.IsType<Paragraph>((await newsroom.LiveAsync("/1/")).Blocks[0]).Text.Length);
        Assert.Equal("inside", Assert.IsType<Paragraph>((await newsroom.LiveAsync("/3/")).Blocks[^1]).Text);
    }
}
