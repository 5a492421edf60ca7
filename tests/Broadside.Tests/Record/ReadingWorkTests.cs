using System.Reflection;
using System.Text.RegularExpressions;
using Broadside.Record.Actors;
using Broadside.Record.Reading;
using CsCheck;

namespace Broadside.Tests.Record;

/// <summary>No text can hang the reading: the looks at a text are counted, and no expression can run back.</summary>
public sealed class ReadingWorkTests
{
    // Ordinary news takes about a dozen looks a character; rows of names between quotation marks took the most, four hundred.
    private const int MostLooks = 1000;
    private const int MostRead = 200_000;

    private static readonly string[] Hostile =
    [
        "“", "”", "\"", "'", "’", "«", "»", "‘", "„", "‹", "“ ", " “a", "[", "]", "(", ")", "((", "]]", ",", ", ", ". ", ": ", "; ", "…", "-", "—", "\0", "\u202e", "\u200f", "\ud800", "\u0301", "\n",
        "عاجل ", "قال ", "חדשות ", "2025-", "3 July ", "July ", "2025 ", "31/12/", "a few weeks ", "ago ", "the last ", "hace ", "siglo ", "de ", "of the ", "and ", "y ", "that ", "que ", "said ", "dijo ", "according to ", "he ",
        "killed ", "killed, ", "President ", "the former president of ", "foreign minister ", "Ana Ruiz ", "Ruiz, ", "García ", "US ", "U.S.", "A.", "A", "x", "recalled its ambassador ", "“Yes,” he said. ", "John McDonald-Smith ", "IPA (IPA) ", "'s ", "1", "9,", "¿", "ó",
    ];

    private static readonly ActorDirectory Directory = new([.. Enumerable.Range(0, 300).Select(i => new DirectoryActor { Id = $"{i}", Kind = ActorKind.Person, Name = i % 2 == 0 ? $"Ana Ruiz {i}" : "Ana Ruiz", Aliases = [new KnownName("Ruiz"), new KnownName("García")], Roles = [new DatedRole("president", "US")] })]);

    private static readonly Gen<string> Pieces = Gen.Int[0, Hostile.Length - 1].Select(i => Hostile[i]);

    // One or two pieces over and over, with a beginning and an end of others: what is worst for a rule is a thing repeated.
    private static readonly Gen<string> Texts = Gen.Select(Pieces, Pieces, Pieces.Array[0, 6], Pieces.Array[0, 6], Gen.Int[1, 25_000])
        .Select((a, b, head, tail, length) => string.Concat(head) + string.Concat(Enumerable.Repeat(a + b, length / (a.Length + b.Length))) + string.Concat(tail));

    [Fact]
    public void The_looks_at_a_hostile_text_are_bounded() => Gen.Select(Texts.Array[1, 3], Gen.Int[0, 2].Select(i => i == 0 ? "en" : i == 1 ? "es" : null)).Sample(
        (texts, language) => AssertBounded(texts, language),
        iter: TestSize.Pick(100, 5_000), seed: "0000KLnBqwe2", threads: 1);

    [Theory]
    [InlineData("“", 100_000)]
    [InlineData("\"", 100_000)]
    [InlineData("„ ", 100_000)]
    [InlineData("‘a ", 60_000)]
    [InlineData("x", 400_000)]
    [InlineData("July ", 60_000)]
    [InlineData("3 July 2025 ", 20_000)]
    [InlineData("[", 100_000)]
    [InlineData("([", 100_000)]
    [InlineData("\u202eقال ", 40_000)]
    [InlineData("\0", 200_000)]
    public void A_flood_of_one_thing_is_bounded(string piece, int times)
    {
        var flood = string.Concat(Enumerable.Repeat(piece, times));

        AssertBounded([flood, "Marta Olmedo said: “" + flood, flood + "” said Marta Olmedo."], "en");
    }

    [Fact]
    public void Twice_the_text_is_no_more_than_a_little_over_twice_the_looks()
    {
        const string story = "Marta Olmedo, the former minister of Chile, said on 3 July: “We recalled our envoy a week ago.” Peru condemned Chile's decision. ";
        long Looks(int times) => Reading.Of([.. Enumerable.Repeat(story, times).Select((s, i) => $"{i} " + s)]).Effort.Steps;

        Assert.True(Looks(400) < 2.5 * Looks(200), $"{Looks(200)} {Looks(400)}");
    }

    [Fact]
    public void Every_expression_of_the_reading_ends_in_time()
    {
        var types = typeof(RecordReader).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith("Broadside.Record.Reading", StringComparison.Ordinal) == true).ToList();
        Assert.True(types.Count > 40);
        foreach (var field in types.SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)).Where(f => f.FieldType == typeof(Regex)))
        {
            var expression = (Regex)field.GetValue(null)!;
            Assert.True(expression.Options.HasFlag(RegexOptions.NonBacktracking) || expression.MatchTimeout != Regex.InfiniteMatchTimeout, $"{field.DeclaringType}.{field.Name}");
        }
        // Those that are made on the way have no field: every line that makes or runs one says how it ends.
        var folder = Repository.At("src", "Broadside", "Record", "Reading");
        var lines = Files(folder).SelectMany(f => File.ReadLines(f).Select(l => (File: Path.GetFileName(f), Line: l)));
        Assert.DoesNotContain(lines, l => (l.Line.Contains("new Regex(", StringComparison.Ordinal) || l.Line.Contains("Regex.", StringComparison.Ordinal) || l.Line.Contains("GeneratedRegex(", StringComparison.Ordinal))
            && !l.Line.Contains("NonBacktracking", StringComparison.Ordinal) && !l.Line.Contains("matchTimeout", StringComparison.Ordinal));
    }

    private static string[] Files(string folder) => System.IO.Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);

    private static void AssertBounded(string[] texts, string? language)
    {
        var blocks = texts.Select((t, i) => new SourceBlock($"p{i}", BlockKind.Body, t)).ToList();
        var found = RecordReader.Read(new SourceText { Language = language, Published = Reading.Today, Blocks = blocks }, Directory);
        var length = Math.Min(MostRead, texts.Sum(t => Math.Min(t.Length, 20_000))) + 100;

        Assert.True(found.Effort.Steps < (long)MostLooks * length, $"{found.Effort.Steps / length} looks a character at {length}: {Begin(texts[0])}");
    }

    private static string Begin(string text) => System.Text.Json.JsonSerializer.Serialize(text[..Math.Min(60, text.Length)]);
}
