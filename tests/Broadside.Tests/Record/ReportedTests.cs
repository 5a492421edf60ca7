using System.Text.Json;
using Broadside.Record.Reading;
using Broadside.Record.Reading.Gold;

namespace Broadside.Tests.Record;

public sealed class ReportedTests
{
    [Theory]
    [InlineData("Marta Olmedo said that the harbour would stay open.", "Marta Olmedo", "the harbour would stay open")]
    [InlineData("The ministry announced on Friday that the port is closed.", "The ministry", "the port is closed")]
    [InlineData("Peter Lund told Radio Sarrel that nobody had been asked.", "Peter Lund", "nobody had been asked")]
    public void What_somebody_said_is_told_in_the_writers_words(string text, string speaker, string words)
    {
        var found = Reading.Of(text);

        var report = Assert.Single(found.Reports);
        Assert.Equal((speaker, words), (report.Speaker.Name, report.Passage.Exact));
        Assert.Empty(found.Quotes);
    }

    [Theory]
    [InlineData("La ministra Ana Robles dijo que el puerto seguirá abierto.", "Ana Robles")]
    [InlineData("José Luque aseguró este lunes que nadie les preguntó.", "José Luque")]
    public void So_in_Spanish(string text, string speaker) => Assert.Equal(speaker, Assert.Single(Reading.Spanish(text).Reports).Speaker.Name);

    [Theory]
    [InlineData("Marta Olmedo did not say that the harbour would stay open.")]
    [InlineData("It was said that the harbour would stay open.")]
    [InlineData("Marta Olmedo said that “the harbour will stay open for the whole year”.")]
    [InlineData("She said that.")]
    [InlineData("A statement that says that nothing is known helps nobody.")]
    public void What_nobody_said_or_a_quote_holds_is_none(string text) => Assert.Empty(Reading.Of(ActorDirectory.Empty, "en", text).Reports);

    /// <summary>All sentences of the form "… said that …" in the public texts and ours, marked by us: 13, so each is seven points.</summary>
    [Fact]
    public void Reports_are_measured_apart()
    {
        using var marked = JsonDocument.Parse(File.ReadAllText(Repository.At("tests", "Broadside.Tests", "Record", "Reported", "reports.json")));
        var gold = marked.RootElement.EnumerateArray().Select(r => (Text: r.GetProperty("text").GetString(), Block: r.GetProperty("p").GetString(), That: r.GetProperty("that").GetInt32(), Speaker: r.GetProperty("speaker").GetString()!)).ToList();
        var (right, given, faults) = (0, 0, new List<string>());
        foreach (var file in Directory.GetFiles(TestData.At("data", "record", "docs"), "*.json").Concat(Directory.GetFiles(Repository.At("tests", "Broadside.Tests", "Record", "Gold"), "*.json")))
        {
            var json = File.ReadAllText(file);
            foreach (var report in RecordReader.Read(GoldText.Read(json).Text, ActorDirectory.Empty).Reports)
            {
                given++;
                var match = gold.Any(g => g.Text == GoldText.IdOf(json) && g.Block == report.Passage.Block && report.Passage.Start - g.That is > 0 and < 6 && $"{report.Speaker.Name} {report.Speaker.Mention}".Contains(g.Speaker, StringComparison.OrdinalIgnoreCase));
                right += match ? 1 : 0;
                faults.Add(match ? "" : $"{GoldText.IdOf(json)} {report.Passage.Block} {report.Speaker.Name} {report.Cue} {report.Passage.Exact}");
            }
        }

        Assert.True(right >= 0.85 * given && right >= 0.65 * gold.Count, $"{right} right of {given}, {gold.Count} wanted: {string.Join("; ", faults.Where(f => f.Length > 0))}");
    }
}
