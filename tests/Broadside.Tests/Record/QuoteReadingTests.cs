using Broadside.Record.Reading;

namespace Broadside.Tests.Record;

public sealed class QuoteReadingTests
{
    [Theory]
    [InlineData("“We will not leave the talks,” said Marta Olmedo, the harbour master.", "Marta Olmedo", "said")]
    [InlineData("Marta Olmedo said: “We will not leave the talks.”", "Marta Olmedo", "said")]
    [InlineData("“We will not leave the talks,” Marta Olmedo told Radio Sarrel.", "Marta Olmedo", "told")]
    [InlineData("Marta Olmedo, the harbour master, said on X: “We will not leave the talks.”", "Marta Olmedo", "said")]
    [InlineData("“We will not leave the talks,” said a spokesman for the Harbour Council, Peter Lund.", "Peter Lund", "said")]
    [InlineData("Peter Lund's statement added, “We will not leave the talks.”", "Peter Lund", "added")]
    [InlineData("One poster admitted it, writing in a blog post “We will not leave the talks.”", "One poster", "writing")]
    public void The_speaker_stands_before_or_behind(string text, string speaker, string cue)
    {
        var quote = Assert.Single(Reading.Of(text).Quotes);
        Assert.Equal((speaker, cue, QuoteClass.Full), (quote.Speaker?.Name, quote.Cue, quote.Class));
        Assert.StartsWith("quote.", quote.Speaker!.Reason.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("«No dejaremos la mesa de diálogo», dijo la ministra Ana Robles.", "Ana Robles")]
    [InlineData("Según explicó la ministra Ana Robles: «No dejaremos la mesa de diálogo».", "Ana Robles")]
    [InlineData("“No dejaremos la mesa de diálogo”, aseguró Ana Robles en un comunicado.", "Ana Robles")]
    [InlineData("Ana Robles escribió: “No dejaremos la mesa de diálogo”.", "Ana Robles")]
    public void A_Spanish_speaker_is_found(string text, string speaker) => Assert.Equal(speaker, Assert.Single(Reading.Spanish(text).Quotes).Speaker?.Name);

    [Fact]
    public void A_second_span_keeps_the_speaker_of_the_first()
    {
        var quotes = Reading.Of("“We stay,” said Marta Olmedo. “The talks go on until the harbour is open again.”").Quotes;

        Assert.All(quotes.Where(q => q.IsOffered), q => Assert.Equal("Marta Olmedo", q.Speaker?.Name));
    }

    [Fact]
    public void An_opening_mark_that_closes_swallows_nothing()
    {
        var found = Reading.Of("Marta Olmedo wrote: “I never meant to point fingers at anyone. “", "“I know that my words were harsh,” Olmedo continues.");

        Assert.Equal(["p0", "p1"], found.Quotes.Select(q => q.Passage.Block));
        Assert.All(found.Quotes, q => Assert.Equal("Marta Olmedo", q.Speaker?.Name));
    }

    [Fact]
    public void A_quote_without_an_end_goes_on_in_the_next_paragraph()
    {
        var found = Reading.Of("Marta Olmedo said: “The harbour belongs to the town.", "“It will stay with the town as long as I am here.”");

        Assert.True(found.Quotes[0].GoesOn);
        Assert.Equal("Marta Olmedo", found.Quotes[1].Speaker?.Name);
    }

    [Fact]
    public void The_paragraph_before_brings_the_quote()
    {
        var found = Reading.Of("The harbour closed at noon. Marta Olmedo tweeted:", "“The harbour belongs to the town, and the town knows it.”");

        Assert.Equal("Marta Olmedo", Assert.Single(found.Quotes).Speaker?.Name);
    }

    [Fact]
    public void An_abbreviation_and_a_bracket_do_not_break_a_quote() =>
        Assert.Equal("“I told Mr. Lund that [the council] would pay for it,”", Assert.Single(Reading.Of("“I told Mr. Lund that [the council] would pay for it,” said Marta Olmedo.").Quotes).Passage.Exact);

    [Theory]
    [InlineData("The ship was in a \"critical condition\" on arrival.")]
    [InlineData("The page is called \"The Harbour Countdown\" and is read by many.")]
    [InlineData("To \"route out\" is harbour slang for leaving.")]
    [InlineData("His blog dubbed the quarrel: \"Harbour vs. the Town, part XVII\".")]
    public void A_term_or_title_is_no_quote(string text) => Assert.DoesNotContain(Reading.Of(text).Quotes, q => q.IsOffered);

    [Fact]
    public void An_office_means_who_the_text_gave_it()
    {
        var found = Reading.Of(
            "Laura Bell resigned as Corvellan foreign minister. US Secretary of State Marc Rudd was told.",
            "“It is no longer possible for me to go on,” the former foreign minister said in her resignation letter.");

        var quote = Assert.Single(found.Quotes);
        Assert.Equal(("Laura Bell", "the former foreign minister"), (quote.Speaker?.Name, quote.Speaker?.Mention));
    }

    [Fact]
    public void A_pronoun_is_the_last_person_in_a_main_clause() =>
        Assert.Equal("Marta Olmedo", Assert.Single(Reading.Of("Marta Olmedo asked for money on her page. She described the port as “the last one on this coast that still works”.").Quotes).Speaker?.Name);
}
