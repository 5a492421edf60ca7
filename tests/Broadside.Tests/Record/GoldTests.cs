using Broadside.Record.Reading.Gold;

namespace Broadside.Tests.Record;

public sealed class GoldTests
{
    [Fact]
    public void The_marks_are_reached_on_the_public_texts()
    {
        var scores = Measure(TestData.At("data", "record", "docs"));

        Assert.True(scores.Dates.F1 >= 0.88, $"{scores.Dates}");
        Assert.True(scores.Quotes.Recall >= 0.97, $"{scores.Quotes}");
        Assert.True(scores.Terms.Precision >= 0.95, $"{scores.Terms}");
        Assert.True(scores.Speakers is { Precision: >= 0.92, Answered: >= 0.80 }, $"{scores.Speakers}");
        Assert.True(scores.NamesKnown is { Precision: >= 0.97, Recall: >= 0.85 }, $"{scores.NamesKnown}");
        Assert.True(scores.NamesNew.Precision >= 0.75, $"{scores.NamesNew}");
        Assert.True(scores.Events is { Precision: >= 0.60, Recall: >= 0.60 }, $"{scores.Events}");
    }

    [Fact]
    public void Spanish_is_measured_apart()
    {
        var scores = Measure(Repository.At("tests", "Broadside.Tests", "Record", "Gold"));

        Assert.True(scores.Dates.F1 >= 0.80, $"{scores.Dates}");
        Assert.True(scores.Quotes.Recall >= 0.90, $"{scores.Quotes}");
        Assert.True(scores.Speakers is { Precision: >= 0.85, Answered: >= 0.75 }, $"{scores.Speakers}");
        Assert.True(scores.Events is { Precision: >= 0.50, Recall: >= 0.50 }, $"{scores.Events}");
    }

    private static GoldScores Measure(string folder)
    {
        var measure = new MeasureGold();
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            measure.Add(GoldText.Read(File.ReadAllText(file)));
        }
        return measure.Scores;
    }
}
