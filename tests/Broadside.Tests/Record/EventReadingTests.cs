using Broadside.Record.Claims;
using Broadside.Record.Reading;

namespace Broadside.Tests.Record;

public sealed class EventReadingTests
{
    [Theory]
    [InlineData("On July 3, the United States recalled its ambassador to Colombia.", "SANCTION", "withdraw", "United States")]
    [InlineData("France expelled two Russian diplomats on Friday.", "SANCTION", "expel", "France")]
    [InlineData("Chile condemned the decision of Bolivia on Friday.", "ACCUSE", "disapprove", "Chile")]
    [InlineData("Peru threatened to close its ports to Chile.", "THREATEN", null, "Peru")]
    [InlineData("Spain and Morocco signed an agreement yesterday.", "SUPPORT", null, "Spain")]
    [InlineData("Norway cancelled a planned visit to Turkey.", "REJECT", "meet", "Norway")]
    public void An_act_has_type_mode_and_doer(string text, string type, string? mode, string actor)
    {
        var found = Assert.Single(Reading.Of(text).Events);
        Assert.Equal((type, mode, actor), (found.PloverType, found.PloverMode, found.Actors[0].Name));
    }

    [Theory]
    [InlineData("El 3 de julio, Chile llamó a consultas a su embajador en Bolivia.", "SANCTION")]
    [InlineData("España firmó un acuerdo con Marruecos el lunes.", "SUPPORT")]
    [InlineData("Perú rechazó la propuesta de Chile.", "REJECT")]
    [InlineData("La policía detuvo a Ana Robles el viernes.", "COERCE")]
    public void A_Spanish_act_has_its_type(string text, string type) => Assert.Contains(Reading.Spanish(text).Events, e => e.PloverType == type);

    [Theory]
    [InlineData("Peru did not recall its ambassador.")]
    [InlineData("Peru could recall its ambassador if talks fail.")]
    [InlineData("It remains unclear whether Peru might expel diplomats.")]
    [InlineData("Perú no retiró a su embajador.")]
    public void What_did_not_happen_is_no_event(string text) => Assert.Empty(Reading.Of(ActorDirectory.Empty, null, text).Events);

    [Fact]
    public void The_passive_turns_the_parties_round()
    {
        var found = Assert.Single(Reading.Of("Two diplomats of Chile were expelled by Peru on Friday.").Events);

        Assert.Equal(("Peru", "Chile"), (found.Actors[0].Name, found.Recipients[0].Name));
    }

    [Fact]
    public void A_passive_without_a_doer_names_none() => Assert.Empty(Assert.Single(Reading.Of("Marta Olmedo was arrested on Friday.").Events).Actors);

    [Fact]
    public void One_happening_told_in_three_paragraphs_is_one_event()
    {
        var found = Reading.Of(
            "A ferry sank off the Sarrel coast on Friday, killing three sailors.",
            "The weather had been calm, and the harbour was open to all.",
            "The ferry capsized off the Sarrel coast when its cargo moved.");

        Assert.NotEmpty(Assert.Single(found.Events, e => e.Salience == 3).AlsoIn);
    }

    [Fact]
    public void Two_years_of_one_thing_are_two_events()
    {
        var found = Reading.Of("A ferry sank off the Sarrel coast on Friday, killing three sailors.", "In 1991 another ferry sank off the Sarrel coast, killing ten sailors.");

        Assert.Equal(2, found.Events.Count(e => e.Salience == 3));
    }

    [Fact]
    public void What_was_met_by_report_was_before_the_report()
    {
        var met = Assert.Single(Reading.Of("According to a report published by El País on June 29, Marta Olmedo met with Peter Lund.").Events, e => e.PloverType == "CONSULT");

        Assert.Equal(("../2025-06-29", DateBasis.Relative), (met.Edtf, met.Basis));
    }

    [Fact]
    public void What_the_text_does_not_date_is_not_later_than_the_text()
    {
        var found = Assert.Single(Reading.Of("Marta Olmedo resigned as mayor.").Events);

        Assert.Equal(("../2025-07-08", DateBasis.Unknown), (found.Edtf, found.Basis));
    }

    [Fact]
    public void Two_halves_of_a_sentence_that_tell_one_act_are_one_event() =>
        Assert.Equal("Norway", Assert.Single(Assert.Single(Reading.Of("The impasse was settled when Norway agreed to open the port.").Events, e => e.PloverType == "AGREE").Actors).Name);

    [Theory]
    [InlineData("Before the crisis erupted, Peru had kept silent.")]
    [InlineData("A row erupted in the harbour.")]
    [InlineData("Ha estallado la polémica en el puerto.")]
    public void A_mood_is_no_event(string text) => Assert.Empty(Reading.Of(ActorDirectory.Empty, null, text).Events);

    [Fact]
    public void What_is_answered_was_said_before()
    {
        var found = Reading.Of("On July 3, Peter Lund condemned the plan of Norway.", "The embassy of Chile rejected Lund's comments.");

        Assert.Equal(("2025-07-03/2025-07-08", DateBasis.Relative), found.Events.Where(e => e.PloverType == "REJECT").Select(e => (e.Edtf, e.Basis)).Single());
    }

    [Fact]
    public void The_house_is_not_whom_it_touches()
    {
        var found = Assert.Single(Reading.Of("On July 3, Peru recalled its envoy at the Harbour Embassy in Chile.").Events);

        Assert.Contains(found.Recipients, r => r.Name == "Chile");
        Assert.DoesNotContain(found.Recipients, r => r.Name == "Harbour Embassy");
    }
}
