using System.Text.Json;
using Broadside.Articles.Body;
using Broadside.Articles.Paste;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;

namespace Broadside.Tests.Articles.Writing;

public sealed class PasteTests
{
    // What each clipboard is to come out as: a letter for a block (h with its level, u and o lists with the level of each item,
    // "#" a numbered one among bullets or the other way round, f a picture), then the marks in it.
    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["ckeditor/basic-styles/bold-within-text/input"] = "p[strong]",
        ["ckeditor/basic-styles/multiple-styles-multiline/input"] = "p[em strong] p[strong] p[em strike strong]",
        ["ckeditor/basic-styles/multiple-styles-single-line/input"] = "p[em strike strong]",
        ["ckeditor/basic-styles/strikethrough-ending-text/input"] = "p[strike]",
        ["ckeditor/image/adjacent-groups/input"] = "f f f f",
        ["ckeditor/image/adjacent-groups/input.safari"] = "f",
        ["ckeditor/image/online-offline/input"] = "p f p f f",
        ["ckeditor/link/within-text/input"] = "p[link]",
        ["ckeditor/list/heading1/input"] = "h2 h2",
        ["ckeditor/list/multiple-combined/input"] = "o00 o00",
        ["ckeditor/list/multiple/input"] = "o00 p u0",
        ["ckeditor/list/nested-mixed/input"] = "u01#22#01#",
        ["ckeditor/list/resume-template/input"] = "h2 p h2 p h2 h2 u000 h2 u000 h2 h2 u0 h2 u0 h2 u0 h2 u0 h2 h2 u0 h2 u0",
        ["ckeditor/list/simple/input"] = "o00",
        ["ckeditor/list/styled/input"] = "p u000[em link strong]",
        ["ckeditor/paste-from-google-docs/bold-wrapper/simple-text-windows/input"] = "p",
        ["ckeditor/paste-from-google-docs/lists/partially-selected/input"] = "o0123301221",
        ["ckeditor/paste-from-google-docs/lists/repeatedly-nested-list/input"] = "o01231",
        ["ckeditor/spacing/simple/input"] = "p",
        ["ckeditor/spacing/single-line/input"] = "p",
        ["koenig/google-docs-empty-paragraphs"] = "p p h2 p u00 p s p",
        ["koenig/office-com-headings"] = "h2 h3 h4 h4[em]",
    };

    private static readonly string[] Residue = ["mso-", "supportLists", "StartFragment", "Style Definitions", "@font-face", "[if ", "o:p", "·", "§", "file:", "blob:"];

    [Fact]
    public void Every_clipboard_comes_out_clean()
    {
        var folder = TestData.At("data", "imports", "paste");
        var files = Directory.GetFiles(folder, "*.html", SearchOption.AllDirectories);
        Assert.True(files.Length >= 37, $"only {files.Length} were found");
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(folder, file).Replace(".html", "", StringComparison.Ordinal).Replace(".word2016", "", StringComparison.Ordinal);

            var read = Paste(File.ReadAllText(file));

            var expected = Expected.GetValueOrDefault(name) ?? Expected[name.Replace(".safari", "", StringComparison.Ordinal)];
            Assert.Equal((name, expected), (name, string.Join(' ', read.Blocks.Select(Shape))));
            var json = JsonSerializer.Serialize(read.Blocks, CanonicalJson.Options);
            Assert.All(Residue, residue => Assert.DoesNotContain(residue, json, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(read.Blocks, b => b.Dir is not null);
        }
    }

    [Fact]
    public void Footnotes_tables_and_pictures_of_a_document_are_kept_and_what_was_deleted_or_remarked_there_is_not()
    {
        var read = Paste(
            """
            <html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal {margin:0}</style></head><body lang=EN-GB>
            <!--StartFragment-->
            <p class=MsoTitle>The price of mud</p>
            <p class=MsoNormal>It cost <del cite="mailto:Ana" datetime="2026-11-01T10:00">two</del><ins cite="mailto:Ana" datetime="2026-11-01T10:00">three</ins> million<a style='mso-footnote-id:ftn1' href="file:///C:/x.htm#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a>.
            <a style='mso-comment-reference:AR_1;mso-comment-date:20261101T1000'>Who says so?</a><span class=MsoCommentReference><![if !supportAnnotations]><a class=msocomanchor href="#_msocom_1">[AR1]</a><![endif]></span></p>
            <table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Year</p></td><td><p class=MsoNormal>Cost</p></td></tr><tr><td>2025</td><td><b>3</b></td></tr></table>
            <p class=MsoNormal><img width=10 height=10 src="https://pasted.invalid/1" alt="A dredger"></p>
            <p class=MsoNormal><img width=10 height=10 src="file:///C:/Users/ana/clip_image001.png"></p>
            <p class=MsoNormal><img width=10 height=10 v:shapes="Arrow"></p>
            <p class=MsoNormal style='mso-hide:all;display:none'>Draft, not for release</p>
            <p class=MsoNormal><a href="javascript:alert(1)">press</a></p><script>alert(1)</script>
            <div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Port accounts, <i>2025</i>.</p></div></div>
            <div style='mso-element:comment-list'><div style='mso-element:comment'><div id="_com_1"><p class=MsoCommentText>Check this.</p></div></div><div style='mso-element:comment'><p class=MsoCommentText>And this.</p></div></div>
            <!--EndFragment--></body></html>
            """);

        Assert.Equal("h2 p[note] t f f p n[em]", string.Join(' ', read.Blocks.Select(Shape)));
        Assert.Equal("It cost three million. Who says so?", ((Paragraph)read.Blocks[1]).Text);
        Assert.Equal(["Year", "Cost", "2025", "3"], ((Table)read.Blocks[2]).Rows.SelectMany(r => r.Select(c => c.Text)));
        Assert.Equal(("https://pasted.invalid/1", "A dredger", "https://pasted.invalid/lost"), (((Figure)read.Blocks[3]).Source, ((Figure)read.Blocks[3]).Alt, ((Figure)read.Blocks[4]).Source));
        var note = Assert.Single(((Footnotes)read.Blocks[^1]).Notes);
        Assert.Equal((note.Id, "Port accounts, 2025."), (((Paragraph)read.Blocks[1]).Marks![0].Value, note.Text));
        Assert.Equal(["address", "comment", "hidden_text", "no_block", "script", "tracked"], read.Notes.Select(n => n.Code).Order(StringComparer.Ordinal));
        Assert.Equal("2 comments of the document were left out.", read.Notes.Single(n => n.Code == "comment").Message);
        Assert.Equal(7, read.Dropped);
    }

    [Fact]
    public void Struck_words_of_a_web_page_are_somebodys_and_stay()
    {
        var read = Paste("<p>It cost <del>two</del> three.</p><p dir=rtl>سلام</p>");

        Assert.Equal("p[strike] p", string.Join(' ', read.Blocks.Select(Shape)));
        Assert.Equal("rtl", read.Blocks[1].Dir);
    }

    [Fact]
    public void Whatever_is_pasted_nothing_throws()
    {
        Assert.Empty(Paste("").Blocks);
        Assert.Equal("p p", string.Join(' ', Read("", "One\r\n\r\nTwo\0").Blocks.Select(Shape)));
        foreach (var html in new[] { "<", "<!--StartFragment-->", "<p class=Mso", string.Concat(Enumerable.Repeat("<div class=MsoNormal><p style='mso-list:l0 level9 lfo1'>", 3000)), "<p style='mso-list:l0 level3 lfo1'>x<p style='mso-list:l0 level1 lfo1'>y", "\ud800<p class=MsoNormal>\udc00" })
        {
            Assert.NotNull(Paste(html).Blocks);
        }
    }

    private static ReadPaste.Read Paste(string html) => Read(html, "");

    private static ReadPaste.Read Read(string html, string text)
    {
        using var folder = new TempFolder();
        return new ReadPaste(new BaseAddress(new DataFolder(folder.Path), new KitSettings())).Run(html, text, new DeskVocabulary().For("en"));
    }

    private static string Shape(Block block)
    {
        var kind = block switch
        {
            Heading heading => $"h{heading.Level}",
            Paragraph => "p",
            ListBlock list => (list.Ordered ? "o" : "u") + string.Concat(list.Items.Select(i => i.Level + (i.Ordered is null ? "" : "#"))),
            Figure => "f",
            Table => "t",
            Separator => "s",
            Footnotes => "n",
            _ => block.GetType().Name,
        };
        var marks = string.Join(' ', Broadside.Articles.ContentWalk.Texts(block).SelectMany(t => t.Marks ?? []).Select(m => m.Kind.ToString().ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal));
        return marks.Length == 0 || block is Table ? kind : $"{kind}[{marks}]";
    }
}
