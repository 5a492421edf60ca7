using Broadside.Articles.Body;
using Broadside.Articles.Rewriting;
using Broadside.Tests.Site;
using CsCheck;

namespace Broadside.Tests.Articles.Rewriting;

public sealed class ReplaceTextTests
{
    [Theory]
    [InlineData("the harbour and The Harbour", "harbour", "port", false, true, "the port and The Harbour", 1)]
    [InlineData("the harbour and The Harbour", "harbour", "port", false, false, "the port and The port", 2)]
    [InlineData("harbours, harbour", "harbour", "port", true, true, "harbours, port", 1)]
    [InlineData("Ñandú ñandúes ñandú.", "ñandú", "rhea", true, false, "rhea ñandúes rhea.", 2)]
    [InlineData("a.b axb", "a.b", "$0", false, true, "$0 axb", 1)]
    [InlineData("aaaa", "aa", "a", false, true, "aa", 2)]
    public void Words_are_found_as_they_were_asked_for(string text, string find, string with, bool whole, bool matchCase, string expected, int hits)
    {
        var changed = new ReplaceText(find, with) { WholeWords = whole, MatchCase = matchCase }.Apply(Newspaper.Article("a", "Title", text));

        Assert.Equal((expected, hits), (((Paragraph)changed!.Content.Blocks[0]).Text, changed.Hits));
    }

    [Fact]
    public void Marks_stay_on_their_words_whatever_becomes_longer_or_shorter_before_them()
    {
        // "The old mayor said so": a link on "mayor", a strong on "old mayor said", a note after "so".
        var text = new Paragraph { Id = "p", Text = "The old mayor said so", Marks = [new Mark(4, 18, MarkKind.Strong), new Mark(8, 13, MarkKind.Link, "/people/x/"), new Mark(21, 21, MarkKind.Note, "n1")] };
        var content = Newspaper.Article("a", "Title") with { Blocks = [text] };

        var changed = (Paragraph)new ReplaceText("old", "very former").Apply(content)!.Content.Blocks[0];

        Assert.Equal(["very former mayor said", "mayor", ""], changed.Marks!.Select(m => changed.Text[m.From..m.To]));
        Assert.Equal(changed.Text.Length, changed.Marks![2].From);
        var gone = (Paragraph)new ReplaceText("old mayor ", "").Apply(content)!.Content.Blocks[0];
        Assert.Equal([("said", MarkKind.Strong), ("", MarkKind.Note)], gone.Marks!.Select(m => (gone.Text[m.From..m.To], m.Kind)));
    }

    [Fact]
    public void Headlines_captions_lists_tables_and_notes_are_searched_and_addresses_and_code_are_not()
    {
        var content = Newspaper.Article("a", "cat") with
        {
            Standfirst = "cat",
            Lead = new Figure { Id = "l", Caption = "cat", Alt = "cat", Source = "https://x.example/cat.jpg" },
            Blocks =
            [
                new ListBlock { Id = "1", Items = [new ListItem("cat")] },
                new Table { Id = "2", Rows = [[new Cell("cat")]], Caption = "cat" },
                new Code { Id = "3", Text = "cat" },
                new Embed { Id = "4", Provider = "link", Url = "https://x.example/cat", Text = "cat" },
                new Paragraph { Id = "5", Text = "link", Marks = [new Mark(0, 4, MarkKind.Link, "https://x.example/cat")] },
                new Footnotes { Id = "6", Notes = [new Footnote("n", "cat")] },
            ],
        };

        Assert.Equal(8, new ReplaceText("cat", "dog").Apply(content)!.Hits);
        Assert.Equal(1, new ReplaceText("cat", "dog") { InStandfirst = false, InText = false }.Apply(content)!.Hits);
        Assert.Null(new ReplaceText("bird", "dog").Apply(content));
    }

    [Fact]
    public void There_and_back_is_the_same_text_and_every_mark_stays_within_it()
    {
        MadeUpBlocks.Text.Select(text => new Paragraph { Id = "p", Text = text.Text, Marks = text.Marks }).Sample(paragraph =>
        {
            var content = Newspaper.Article("a", "Title") with { Blocks = [paragraph] };
            if (new ReplaceText("word", "\u2603\u2603").Apply(content) is not { } there)
            {
                return;
            }
            var changed = (Paragraph)there.Content.Blocks[0];
            Assert.All(changed.Marks ?? [], m => Assert.True(m.From >= 0 && m.From <= m.To && m.To <= changed.Text.Length));
            var back = (Paragraph)new ReplaceText("\u2603\u2603", "word").Apply(there.Content)!.Content.Blocks[0];
            Assert.Equal(paragraph.Text.Replace("WORD", "word", StringComparison.Ordinal), back.Text, ignoreCase: true);
        }, iter: 500);
    }

    [Fact]
    public void What_cannot_be_asked_is_refused_with_the_field()
    {
        Assert.Equal(["replace_nothing", "replace_same", "replace_nowhere", "replace_signs", "replace_long", null], new[]
        {
            new ReplaceText("", "x"), new ReplaceText("x", "x"), new ReplaceText("x", "y") { InTitle = false, InStandfirst = false, InText = false },
            new ReplaceText("x", "\0"), new ReplaceText(new string('x', 501), "y"), new ReplaceText("x", ""),
        }.Select(s => s.Fault()?.Code));
    }

    [Fact]
    public void A_spec_is_read_as_it_was_written()
    {
        RewriteSpec[] specs =
        [
            new ReplaceText("a", "b") { WholeWords = true },
            new MoveName(NameList.Topics, "a", "b", "B") { Merges = true, OldName = "A" },
            new ReplaceFile(new string('a', 64), new string('b', 64)) { Width = 3, Words = new ReplaceFile.NewWords("alt", null, "credit", null) },
        ];

        Assert.All(specs, spec => Assert.Equal(spec.ToText(), RewriteSpec.Read(spec.ToText()).ToText()));
        Assert.All(specs, spec => Assert.Equal(spec.GetType(), RewriteSpec.Read(spec.ToText()).GetType()));
    }
}
