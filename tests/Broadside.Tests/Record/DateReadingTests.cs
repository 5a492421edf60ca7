using Broadside.Record;
using Broadside.Record.Claims;
using Broadside.Record.Reading;

namespace Broadside.Tests.Record;

public sealed class DateReadingTests
{
    [Theory]
    [InlineData("The treaty was signed on 3 July 2024.", "2024-07-03", DateBasis.Stated)]
    [InlineData("The treaty was signed on July 3, 2024.", "2024-07-03", DateBasis.Stated)]
    [InlineData("The embassy closed on July 3.", "2025-07-03", DateBasis.Stated)]
    [InlineData("The vote is to be held on November 20.", "2025-11-20", DateBasis.Stated)]
    [InlineData("The minister resigned on Friday.", "2025-07-04", DateBasis.Stated)]
    [InlineData("The court will rule on Friday.", "2025-07-11", DateBasis.Stated)]
    [InlineData("The minister resigned yesterday.", "2025-07-07", DateBasis.Stated)]
    [InlineData("A bridge collapsed last week.", "2025-06-30/2025-07-06", DateBasis.Stated)]
    [InlineData("A bridge collapsed last year.", "2024", DateBasis.Stated)]
    [InlineData("Taxes rose in December 2004.", "2004-12", DateBasis.Stated)]
    [InlineData("It came before the 2014 protests.", "2014", DateBasis.Stated)]
    [InlineData("The port was built in the 1960s.", "1960/1969", DateBasis.Stated)]
    [InlineData("The port was built in the sixties.", "1960/1969", DateBasis.Stated)]
    [InlineData("They met a few weeks ago.", "2025-05-27~/2025-06-24~", DateBasis.Inferred)]
    [InlineData("Months ago, they met.", "2024-08~/2025-05~", DateBasis.Inferred)]
    [InlineData("They met two years ago.", "2023~", DateBasis.Inferred)]
    [InlineData("They met three days ago.", "2025-07-05", DateBasis.Stated)]
    [InlineData("It was posted more than a month ago.", "../2025-06", DateBasis.Inferred)]
    [InlineData("It grew over the last 20 years.", "2005/2025", DateBasis.Inferred)]
    [InlineData("The backlog is to be cleared by year end.", "2025-12-31~", DateBasis.Inferred)]
    public void An_English_phrase_has_its_value(string text, string edtf, DateBasis basis)
    {
        var date = Assert.Single(Reading.Of(text).Dates);
        Assert.Equal((edtf, basis), (date.Edtf, date.Basis));
        Assert.NotEmpty(date.Reason.Why);
    }

    [Theory]
    [InlineData("El tratado se firmó el 3 de julio de 2024.", "2024-07-03")]
    [InlineData("La embajada cerró el 3 de julio.", "2025-07-03")]
    [InlineData("La ministra dimitió el viernes.", "2025-07-04")]
    [InlineData("El ministro dimitió ayer.", "2025-07-07")]
    [InlineData("El puente cayó la semana pasada.", "2025-06-30/2025-07-06")]
    [InlineData("El puente cayó el año pasado.", "2024")]
    [InlineData("Los precios subieron en diciembre de 2004.", "2004-12")]
    [InlineData("Se reunieron hace unas semanas.", "2025-05-27~/2025-06-24~")]
    [InlineData("Se reunieron hace dos años.", "2023~")]
    [InlineData("Ha cambiado en los últimos días.", "2025-07-01~/2025-07-08")]
    [InlineData("El puerto es de los años sesenta.", "1960/1969")]
    public void A_Spanish_phrase_has_its_value(string text, string edtf) => Assert.Equal(edtf, Assert.Single(Reading.Spanish(text).Dates).Edtf);

    [Theory]
    [InlineData("Some 2000 people marched.")]
    [InlineData("The Sunday Times reported it.")]
    [InlineData("They may march again.")]
    [InlineData("Today, few people remember him.")]
    [InlineData("It happened on 03/04/2025.")]
    public void What_is_no_date_or_could_be_two_is_left_alone(string text) => Assert.Empty(Reading.Of(text).Dates);

    [Theory]
    [InlineData("They met some days ago, in recent weeks, months ago, a few years ago, several days ago, about a week ago, in the last few days.")]
    [InlineData("Back then, recently, lately, at the end of the year, at the end of the month, last summer, next winter, in early July.")]
    public void A_vague_phrase_never_becomes_an_exact_day(string text)
    {
        var dates = Reading.Of(text).Dates;

        Assert.NotEmpty(dates);
        Assert.DoesNotContain(dates, d => Edtf.Parse(d.Edtf) is { IsExactDay: true });
    }

    [Fact]
    public void A_later_day_counts_from_the_day_told_before() =>
        Assert.Equal(["2025-06-20", "2025-06-22"], Reading.Of("On June 20 the envoy left. Two days later he was back.").Dates.Select(d => d.Edtf));

    [Fact]
    public void Without_a_day_of_publication_only_what_is_written_counts()
    {
        var text = new SourceText { Language = "en", Blocks = [new SourceBlock("p0", BlockKind.Body, "On Friday, a week ago, on July 3 and on 3 July 2024 they met.")] };

        Assert.Equal(["2024-07-03"], RecordReader.Read(text, ActorDirectory.Empty).Dates.Select(d => d.Edtf));
    }

    [Fact]
    public void The_dateline_counts_before_the_day_of_publication()
    {
        var text = new SourceText { Language = "en", Published = new DateOnly(2025, 7, 8), Dateline = new DateOnly(2025, 7, 5), Blocks = [new SourceBlock("p0", BlockKind.Body, "He left yesterday.")] };

        Assert.Equal("2025-07-04", Assert.Single(RecordReader.Read(text, ActorDirectory.Empty).Dates).Edtf);
    }
}
