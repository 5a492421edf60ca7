using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Held;
using Broadside.Tests.Site;

namespace Broadside.Tests.Articles.Held;

public sealed class LinkChangeTests
{
    private static readonly ArticleContent Plain = Newspaper.Article("a", "Bridge", "The bridge is closed.", "Since noon.");

    [Fact]
    public void A_link_put_on_words_that_stood_there_is_all_that_changed()
    {
        var change = LinkChange.Of(Plain, Linked("https://casino.example/win"));

        Assert.Equal(["https://casino.example/win"], change.Links);
        Assert.Equal(["casino.example"], change.Hosts);
        Assert.True(change.IsAll);
    }

    [Fact]
    public void A_correction_beside_it_and_another_save_do_not_make_it_more()
    {
        var change = LinkChange.Of(Plain, Linked("https://casino.example/") with { UpdatedAt = Newspaper.Noon, Corrections = [new Correction(CorrectionKind.Clarification, "A word.", Newspaper.Noon)] });

        Assert.True(change.IsAll);
    }

    [Fact]
    public void Other_words_make_it_a_change_of_the_text() =>
        Assert.False(LinkChange.Of(Plain, Linked("https://casino.example/") with { Title = "Bridge open" }).IsAll);

    [Fact]
    public void Another_address_on_a_known_host_is_a_link_too()
    {
        var change = LinkChange.Of(Linked("https://paper.example/a"), Linked("https://paper.example/b"));

        Assert.Equal(["https://paper.example/b"], change.Links);
        Assert.Empty(change.Hosts);
        Assert.True(change.IsAll);
    }

    [Fact]
    public void What_is_taken_out_moved_or_led_to_the_own_site_is_none()
    {
        Assert.False(LinkChange.Of(Linked("https://paper.example/a"), Plain).IsAll);
        Assert.False(LinkChange.Of(Plain, Linked("/2026/11/b/")).IsAll);
        Assert.False(LinkChange.Of(Plain, Linked("mailto:desk@example.org")).IsAll);
        var elsewhere = Linked("https://paper.example/a") with { Blocks = [Linked("https://paper.example/a").Blocks[1], Linked("https://paper.example/a").Blocks[0]] };
        Assert.Empty(LinkChange.Of(Linked("https://paper.example/a"), elsewhere).Links);
    }

    [Fact]
    public void A_picture_s_link_and_credit_and_the_origin_are_links()
    {
        var before = Plain with { Blocks = [new Figure { Id = "f", Alt = "A boat", Credit = "Ana" }] };
        var after = Plain with { Blocks = [new Figure { Id = "f", Alt = "A boat", Credit = "Ana", CreditUrl = "https://spam.example/" }], FirstPublishedUrl = "https://spam.example/2" };

        var change = LinkChange.Of(before, after);

        Assert.Equal(["https://spam.example/", "https://spam.example/2"], change.Links.Order(StringComparer.Ordinal));
        Assert.True(change.IsAll);
    }

    private static ArticleContent Linked(string address) =>
        Plain with { Blocks = [new Paragraph { Id = "p0", Text = "The bridge is closed.", Marks = [new Mark(4, 10, MarkKind.Link, address)] }, Plain.Blocks[1]] };
}
