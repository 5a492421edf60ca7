using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Themes;

namespace Broadside.Tests.Record;

/// <summary>What readers are told of changes in what they have had.</summary>
public sealed class DossierLogTests
{
    private static readonly Vocabulary Vocabulary = new(new ThemeFiles(null));

    private static readonly Anchor Place = Anchor.At("a", new BlockText("p0", "Minister Ana Marin spoke."), 0, 18)!;

    private static readonly PublishedRole Minister = new("Minister", null, "2025", null) { Anchors = [Place] };

    private static readonly PublishedActor Marin = new("ma", ActorKind.Person, "Ana Marin", null, null, [Minister], []);

    private static readonly PublishedEvent Recall = new() { Id = "recall", Label = "Recall", Basis = DateBasis.Relative, Relative = new("talks", RelativeOp.After), Source = "statement", Anchors = [Place] };

    private static readonly PublishedEvent Talks = new() { Id = "talks", Label = "Talks", Edtf = "2026-05-01", Basis = DateBasis.Stated, Anchors = [Place] };

    private static readonly PublishedQuote Quote = new() { Id = "quote", Text = "We will not be lectured", Speaker = "ma", SpeakerText = "Ana Marin", Cue = "said", Venue = "in a press release", Source = "statement", Edtf = "2026-05-03", Language = "en", Anchors = [Place] };

    private static readonly PublishedSource Statement = new() { Id = "statement", Kind = SourceKind.PressRelease, Publisher = "Ministry", Title = "Statement", Url = "https://gov.example/x", Date = "2026-05-03", Anchors = [Place] };

    private static readonly PublishedSource Letter = new() { Id = "letter", Kind = SourceKind.Letter, Title = "Letter", Anchors = [Place] };

    private static readonly PublishedDossier Before = new() { Slug = "quarrel", Title = "The quarrel", Language = "en", Articles = ["a"], Actors = [Marin], Events = [Recall, Talks], Quotes = [Quote], Sources = [Statement, Letter] };

    private static readonly PublishedDossier After = Before with
    {
        Actors = [Marin with { Roles = [Minister with { Until = "2026" }] }],
        Events = [Recall with { Relative = new("talks", RelativeOp.Before), Source = "letter" }, Talks],
        Quotes = [Quote with { Cue = "wrote", Venue = "in a letter", Source = "letter", Edtf = "2026-05-04" }],
        Sources = [Statement with { Kind = SourceKind.Document, Publisher = "Ministry of Trade", Url = "https://gov.example/y", Date = "2026-05-04" }, Letter],
    };

    [Fact]
    public void Every_change_that_readers_see_has_its_line() => Assert.Equal(
        [
            "The date of “Recall” was changed from after “Talks” to before “Talks”.",
            "The source of “Recall” was changed from “Statement” to “Letter”.",
            "When “We will not be lectured” was said was changed from 3 May 2026 to 4 May 2026.",
            "How “We will not be lectured” was said was changed from “said in a press release” to “wrote in a letter”.",
            "The source of “We will not be lectured” was changed from “Statement” to “Letter”.",
            "The kind of “Statement” was changed from press release to document.",
            "The date of “Statement” was changed from 3 May 2026 to 4 May 2026.",
            "The publisher of “Statement” was changed from Ministry to Ministry of Trade.",
            "The address of “Statement” was changed from https://gov.example/x to https://gov.example/y.",
            "A role of Ana Marin was changed from “Minister (since 2025)” to “Minister (2025 – 2026)”.",
        ],
        Lines(Before, After));

    [Fact]
    public void A_Spanish_dossier_has_its_lines_in_Spanish()
    {
        var lines = Lines(Before, After with { Language = "es" });

        Assert.Equal(10, lines.Count);
        Assert.Equal("La fecha de «Recall» se cambió de después de «Talks» a antes de «Talks».", lines[0]);
        Assert.Equal("La clase de «Statement» se cambió de comunicado a documento.", lines[5]);
        Assert.Equal("Un cargo de Ana Marin se cambió de «Minister (desde 2025)» a «Minister (2025 – 2026)».", lines[9]);
    }

    [Fact]
    public void A_role_that_is_gone_is_told_and_one_that_is_added_or_of_a_joined_entry_is_not()
    {
        var alone = Before with { Events = [], Quotes = [], Sources = [] };

        Assert.Equal(["“Ana Marin: Minister (since 2025)” was taken out by the editors."], Lines(alone, alone with { Actors = [] }));
        Assert.Empty(Lines(alone, alone with { Actors = [Marin with { Roles = [Minister, new PublishedRole("Senator")] }] }));
        Assert.Empty(Lines(alone, alone with { Actors = [Marin with { Id = "other" }] }));
    }

    [Fact]
    public void A_quote_that_was_somebodys_own_words_says_that_it_is_no_longer() =>
        Assert.Equal(["“We will not be lectured” is now told in the article’s own words."], Lines(Before, Before with { Quotes = [Quote with { IsDirect = false }] }));

    [Fact]
    public void Who_is_named_no_longer_is_not_named_in_the_log()
    {
        var hidden = Statement with { Title = "An official", Publisher = null, Url = null, IsAnonymous = true, WhyAnonymous = "They may not speak" };

        Assert.Equal(["A source is no longer named."], Lines(Before, Before with { Sources = [hidden, Letter] }));
        Assert.Equal(["The reason for a source without a name was changed from “They may not speak” to “They would lose their post”."], Lines(Before with { Sources = [hidden, Letter] }, Before with { Sources = [hidden with { WhyAnonymous = "They would lose their post" }, Letter] }));
    }

    private static List<string> Lines(PublishedDossier before, PublishedDossier after) => [.. DossierLog.Between(before, after, 0, Vocabulary, isGone: false).Select(l => l.Text)];
}
