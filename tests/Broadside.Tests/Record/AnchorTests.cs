using Broadside.Record.Anchoring;

namespace Broadside.Tests.Record;

public sealed class AnchorTests
{
    private static readonly BlockText Home = new("home", "On 3 May the envoy left the capital. Nobody said why he had gone so soon.");

    [Fact]
    public void Words_in_an_untouched_block_are_exact()
    {
        var place = Find("the envoy left", Home);

        Assert.Equal((AnchorState.Exact, "home", 9, 23), (place.State, place.Block, place.Start, place.End));
    }

    [Theory]
    [InlineData("home", "Yesterday we learned more. On 3 May the envoy left the capital. Nobody said why he had gone so soon.")]
    [InlineData("other", "On 3 May the envoy left the capital. Nobody said why he had gone so soon.")]
    [InlineData("other", "A first sentence. On 3 May  the envoy left the capital.")]
    [InlineData("home", "On 3 May the envoy left the capital!")]
    public void The_same_words_among_the_same_words_have_moved(string block, string text)
    {
        var place = Find("the envoy left", new BlockText(block, text));

        Assert.Equal((AnchorState.Moved, block, "the envoy left"), (place.State, place.Block, text[place.Start..place.End]));
    }

    [Theory]
    [InlineData("On 3 May the envoi left the capital. Nobody said why he had gone so soon.", "the envoi left")]
    [InlineData("Much later the envoy left unseen, as everybody did that summer.", "the envoy left")]
    public void Words_like_these_or_among_others_wait_for_a_person(string text, string found)
    {
        var place = Find("the envoy left", new BlockText("home", text));

        Assert.Equal((AnchorState.Fuzzy, found), (place.State, text[place.Start..place.End]));
    }

    [Fact]
    [Trait("Defence", "quote-exact")]
    public void A_quote_is_never_nearly_right()
    {
        var anchor = Anchor("Nobody said why");
        var changed = new BlockText("home", Home.Text.Replace("Nobody said why", "Nobody says why", StringComparison.Ordinal));

        Assert.Equal(AnchorState.Fuzzy, FindAnchor.In(anchor, [changed], isQuote: false).State);
        Assert.Equal(AnchorState.Orphaned, FindAnchor.In(anchor, [changed], isQuote: true).State);
    }

    [Fact]
    public void Other_marks_and_dashes_are_the_same_quote()
    {
        var block = new BlockText("home", "He said: \"We'll see - soon.\" Then he left the room without a word.");
        var anchor = Broadside.Record.Anchoring.Anchor.At("a", block, 9, 28)!;

        var place = FindAnchor.In(anchor, [new BlockText("home", "He said: “We’ll see – soon.” Then he left the room without a word.")], isQuote: true);

        Assert.Equal(AnchorState.Moved, place.State);
    }

    [Fact]
    public void A_number_is_not_found_inside_another()
    {
        var block = new BlockText("home", "It was on 2 May, they said, that it all began.");
        var anchor = Broadside.Record.Anchoring.Anchor.At("a", block, 10, 15)!;

        Assert.Equal(AnchorState.Orphaned, FindAnchor.In(anchor, [new BlockText("home", "It was on 12 May, they said, that it all began.")], isQuote: true).State);
    }

    [Fact]
    public void Of_two_paragraphs_alike_the_one_in_its_place_is_meant_and_else_nobody_chooses()
    {
        var anchor = Anchor("the envoy left");
        var (changed, twin) = (Home.Text + " He is back.", new BlockText("twin", Home.Text));

        Assert.Equal((AnchorState.Moved, "home"), Of(FindAnchor.In(anchor, [twin, new BlockText("home", changed)], isQuote: false)));
        Assert.Equal(AnchorState.Fuzzy, FindAnchor.In(anchor, [twin, new BlockText("twin2", Home.Text)], isQuote: false).State);
        Assert.Equal(AnchorState.Fuzzy, FindAnchor.In(anchor, [twin, new BlockText("home", Home.Text.Replace("envoy", "envoi", StringComparison.Ordinal))], isQuote: false).State);
    }

    /// <summary>Typos, splits, merges, reorderings, deletions and retyped paragraphs, by the thousand.</summary>
    [Fact]
    public void A_thousand_random_edits_put_no_anchor_in_a_wrong_place_and_lose_hardly_any()
    {
        var tally = new RandomEdits(new Random(20261122)).Run(TestSize.Pick(400, 5000));

        TestContext.Current.TestOutputHelper?.WriteLine(tally.ToString());
        Assert.True(tally.Edits > 1000, tally.ToString());
        Assert.True(tally.Wrong.Count == 0, string.Join('\n', tally.Wrong));
        Assert.True(tally.Right >= 0.99 * tally.Survivors, tally.ToString());
        // Without anybody having to look.
        Assert.True(tally.Live >= 0.98 * tally.Verbatim, tally.ToString());
    }

    [Fact]
    public void The_search_for_what_differs_least_agrees_with_the_plain_one()
    {
        var random = new Random(3);
        string Text(int length) => new([.. Enumerable.Range(0, length).Select(_ => (char)('a' + random.Next(3)))]);
        for (var i = 0; i < 3000; i++)
        {
            var (pattern, text) = (Text(random.Next(1, 150)), Text(random.Next(0, 200)));
            var most = pattern.Length / 2;

            var found = new Myers(pattern).Best(text, most);

            var least = RandomEdits.LeastErrors(pattern, text);
            Assert.Equal(least <= most ? least : null, found?.Errors);
            Assert.True(found is null || RandomEdits.Distance(text[found.Value.Start..found.Value.End], pattern) == found.Value.Errors);
        }
    }

    private static (AnchorState, string?) Of(AnchorPlace place) => (place.State, place.Block);

    private static Anchor Anchor(string words)
    {
        var start = Home.Text.IndexOf(words, StringComparison.Ordinal);
        return Broadside.Record.Anchoring.Anchor.At("a", Home, start, start + words.Length)!;
    }

    private static AnchorPlace Find(string words, params BlockText[] blocks) => FindAnchor.In(Anchor(words), blocks, isQuote: false);
}
