using System.Diagnostics;
using System.Text;
using Broadside.Record;
using Broadside.Record.Actors;
using Broadside.Record.Reading;

namespace Broadside.Tests.Record;

public sealed class ReadingFuzzTests
{
    private static readonly string[] Pieces =
    [
        "“", "”", "\"", "'", "’", "«", "»", "—", "-", ".", ",", ":", "[", "]", "(", ")", "\uD800", "\u0301", "\0", "said", "dijo", "2025", "May", "March", "3", "July", "the", "US", "U.S.", "president", "of", "de",
        "Olmedo", "Ana García", "recalled", "ambassador", "ago", "years", "hace", "días", "last", "next", "week", "and", "y", "according", "to", "by", "99999999999", "31", "February", "0", "00", "'s", "writing", "he", "\n",
        "killed", "was", "El País", "Mr.", "X", "...", "…", "¿", "minister", "foreign", "century", "19th", "1990s", "latter", "both", "South", "Korea",
    ];

    private static readonly ActorDirectory Directory = new([new DirectoryActor { Id = "1", Kind = ActorKind.Person, Name = "Ana García", Aliases = [new KnownName("García"), new KnownName("AG")], Roles = [new DatedRole("president", "US")] }]);

    [Fact]
    public void No_text_makes_the_reading_throw_and_every_date_has_bounds()
    {
        // One way through the pieces, the same on every machine.
        var state = 7u;
        int Next(int below) => (int)((state = (state * 1664525u) + 1013904223u) >> 8) % below;
        DateOnly?[] days = [null, DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(2024, 2, 29)];
        for (var round = 0; round < 3000; round++)
        {
            var blocks = Enumerable.Range(0, 1 + Next(5)).Select(b => new SourceBlock($"p{b}", (BlockKind)Next(5), Text(Next))).ToList();
            var found = RecordReader.Read(new SourceText { Language = new[] { "en", "es", null }[Next(3)], Published = days[Next(4)], Blocks = blocks }, Directory);

            Assert.All(found.Dates.Select(d => d.Edtf).Concat(found.Events.Select(e => e.Edtf).Where(e => e.Length > 0)), e => Assert.True(Edtf.TryBounds(e, out _, out _), e));
            Assert.All(found.Quotes.Select(q => q.Passage).Concat(found.Names.Select(n => n.Passage)), p => Assert.Equal(p.Exact, blocks.First(b => b.Id == p.Block).Text[p.Start..p.End]));
        }
    }

    [Theory]
    [InlineData("“ ")]
    [InlineData("‘a ")]
    [InlineData("said, \" ")]
    [InlineData("killed, ")]
    [InlineData("2025 ")]
    [InlineData("Ana Ruiz ")]
    [InlineData("A")]
    [InlineData("of the ")]
    [InlineData("The president said. ")]
    public void A_text_of_one_thing_over_and_over_ends(string piece)
    {
        var many = string.Concat(Enumerable.Repeat(piece, 300_000 / piece.Length));
        var blocks = Enumerable.Range(0, 12).Select(i => new SourceBlock($"p{i}", BlockKind.Body, many[i..])).ToList();
        var before = Environment.CpuUsage.TotalTime;

        RecordReader.Read(new SourceText { Published = Reading.Today, Blocks = blocks }, Directory);

        // Processor time of the whole test run, so that a busy machine does not fail it.
        Assert.True((Environment.CpuUsage.TotalTime - before).TotalSeconds < 60);
    }

    [Fact]
    public void The_same_text_gives_the_same_findings()
    {
        const string text = "Ana García, the president, said on Friday: “We recalled our ambassador a week ago.”";

        Assert.Equal(Show(Reading.Of(Directory, null, text)), Show(Reading.Of(Directory, null, text)));
    }

    private static string Show(Findings found) => System.Text.Json.JsonSerializer.Serialize(found);

    private static string Text(Func<int, int> next)
    {
        var text = new StringBuilder();
        for (var i = next(60); i > 0; i--)
        {
            text.Append(Pieces[next(Pieces.Length)]).Append(next(4) > 0 ? " " : "");
        }
        return text.ToString();
    }
}
