using System.Diagnostics;
using System.Text;
using Broadside.Giving.Statements;
using CsCheck;

namespace Broadside.Tests.Giving.Statements;

/// <summary>Whatever the bytes: an answer, soon, and what it says is sound.</summary>
public sealed class StatementFuzzTests
{
    // Mutants of a file of 100 kB that take longer than this are read in more than straight time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[] Pieces =
    [
        ":20:", ":25:", ":60F:", ":61:", ":86:", ":62F:", "\n:61:260102C5,NTRF", "\n:86:166?20", "?32", "/REMI/", "//", "-\n", "{4:", "C260101EUR", ",", "9999999999999999999", "<Ntry>", "</Ntry>", "<Stmt>", "</Stmt>", "<Amt Ccy=\"EUR\">", "</Amt>",
        "<![CDATA[", "]]>", "&#x0;", "&lt;", "<!DOCTYPE", "<NtryDtls>", "<TxDtls>", "DBIT", "\0", "\u202e", "\ud83d\ude00", "\"", ";", "\t", "\r\n", "RF18539007547034", "\ufeff",
    ];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]);

    [Fact]
    public void Random_bytes_are_answered() => Gen.Byte.Array[0, 400].Sample(Check, iter: TestSize.Pick(5_000, 500_000));

    [Theory]
    [InlineData("<Document><BkToCstmrStmt><Stmt>")]
    [InlineData(":20:X\n:25:A\n:60F:C260101EUR1,\n:61:")]
    [InlineData(":20:X\n:25:A\n:60F:C260101EUR1,\n:61:260102C1,NTRF\n:86:")]
    [InlineData("date,amount,currency,account,balance\n")]
    public void Scraps_of_statements_are_answered(string begins) =>
        Gen.OneOf(Piece, Gen.String[0, 10]).Array[0, 40].Sample(parts => Check(Encoding.UTF8.GetBytes(begins + string.Concat(parts))), iter: TestSize.Pick(3_000, 300_000));

    [Fact]
    public void Real_files_with_mistakes_are_answered()
    {
        var files = Directory.GetFiles(TestData.At("data", "giving"), "*.*", SearchOption.AllDirectories).Where(f => f.EndsWith(".sta", StringComparison.Ordinal) || (f.EndsWith(".xml", StringComparison.Ordinal) && f.Contains("camt", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();
        var change = Gen.Select(Gen.Int[0, 20_000], Gen.Int[0, 60], Gen.OneOf(Piece.Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 3]));
        Gen.Select(Gen.Int[0, files.Length - 1].Select(i => files[i]), change.Array[1, 8]).Sample((file, changes) =>
        {
            foreach (var (place, length, piece) in changes)
            {
                var at = place % (file.Length + 1);
                file = [.. file[..at], .. piece, .. file[Math.Min(file.Length, at + length)..]];
            }
            Check(file);
        }, iter: TestSize.Pick(5_000, 500_000));
    }

    // What grows faster than its length: strokes, signs, numbered parts, gaps, open elements.
    [Theory]
    [InlineData("/")]
    [InlineData("?20")]
    [InlineData("EREF+")]
    [InlineData("R")]
    [InlineData("0123456789 ")]
    [InlineData("RF18 ")]
    [InlineData("\n:86:/REMI/")]
    [InlineData("\n:61:260102C1,NTRF")]
    public void Long_fields_take_no_longer_than_their_length(string again)
    {
        var clock = Stopwatch.StartNew();
        var text = string.Concat(Enumerable.Repeat(again, 200_000 / again.Length));
        Check(Encoding.UTF8.GetBytes(":20:X\n:25:A\n:60F:C260101EUR1,\n:61:260102C1,NTRF" + text));
        Check(Encoding.UTF8.GetBytes(":20:X\n:25:A\n:60F:C260101EUR1,\n:61:260102C1,NTRFX\n:86:166?20" + text));
        Check(Encoding.UTF8.GetBytes(":20:X\n:25:A\n:60F:C260101EUR1,\n:61:260102C1,NTRFX\n:86:/REMI/" + text));
        Check(Encoding.UTF8.GetBytes("<Document><BkToCstmrStmt><Stmt><Ntry><NtryDtls><TxDtls><RmtInf><Ustrd>" + text + "</Ustrd>"));
        Check(Encoding.UTF8.GetBytes("date,amount,currency,account\n2026-01-01,1," + text));

        Assert.True(clock.Elapsed < Patience, clock.Elapsed.ToString());
    }

    private static void Check(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var file = StatementReader.Read(stream);
        Assert.True(file.Refused is not null || file.Statements.Count > 0);
        Assert.DoesNotContain(file.Refused ?? "", char.IsControl);
        var match = new MatchLine([], []);
        foreach (var statement in file.Statements)
        {
            var booked = statement.Lines.Where(l => l.IsBooked).Sum(l => (decimal)l.Amount.Minor);
            Assert.True(file.Refused is not null || statement.Opening is null || statement.Closing is null || statement.Opening.Value.Minor + booked == statement.Closing.Value.Minor);
            foreach (var line in statement.Lines)
            {
                Assert.NotEmpty(line.Amount.ToText());
                Assert.DoesNotContain($"{line.Reference}{line.Counterparty}{line.Remittance}{line.BankReference}", c => char.IsControl(c) || c == '\u202e');
                Assert.True(line.Remittance is null or { Length: > 0 and <= 2000 });
                Assert.IsType<LineMatch.Nothing>(match.Run(line));
            }
        }
    }
}
