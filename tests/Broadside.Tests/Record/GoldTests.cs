using Broadside.Record.Claims;
using Broadside.Record.Reading;
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

    [Fact]
    public void The_article_that_this_grew_from_becomes_a_dossier()
    {
        var paragraphs = File.ReadAllLines(TestData.At("inputs", "seed-page.txt")).Select(l => l.Trim()).Where(l => l.Length > 0).ToArray();

        var found = Reading.Of(ActorDirectory.Empty, null, paragraphs);

        string[] speakers = ["US Department of State", "Gustavo Petro", "Gustavo Petro", "Laura Sarabia", "Marco Rubio", "Daniel García Peña", "Daniel García Peña", "Gustavo Petro", "Gustavo Petro"];
        Assert.Equal(speakers, found.Quotes.Where(q => q.IsOffered).Select(q => q.Speaker?.Name));
        Assert.True(found.Events.Count(e => e.Basis != DateBasis.Unknown) >= 12);
        // Accepting a quote or an event brings its people along; what stays to decide is each quote, event, office, and who is only named.
        var carried = found.Quotes.Select(q => q.Speaker?.Name).Concat(found.Events.SelectMany(e => e.Actors.Concat(e.Recipients)).Select(p => p.Name)).ToHashSet();
        var names = found.Names.Where(n => n.IsOffered).DistinctBy(n => n.Name).Count(n => !carried.Contains(n.Name));
        Assert.InRange(found.Quotes.Count(q => q.IsOffered) + found.Events.Count + found.Roles.Count + names, 20, 32);
        Assert.Contains(found.Cut, c => paragraphs[int.Parse(c.Block[1..], System.Globalization.CultureInfo.InvariantCulture)].StartsWith("assetto", StringComparison.Ordinal));
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
