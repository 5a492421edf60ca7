using System.Text;
using Broadside.Giving.Statements;

namespace Broadside.Tests.Giving.Statements;

public sealed class RefusedStatementTests
{
    private const string Begins = ":20:X\n:25:DE89370400440532013000\n:60F:C260101EUR10,\n:61:260102C5,NTRFNONREF//1\n";

    [Theory]
    [InlineData(Begins + ":62F:C260102EUR16,\n", "Statement X does not add up: it opens with 10.00 EUR, with its lines that is 15.00 EUR, and it closes with 16.00 EUR.")]
    [InlineData(Begins + ":62F:D260102EUR15,\n", "Statement X does not add up: it opens with 10.00 EUR, with its lines that is 15.00 EUR, and it closes with -15.00 EUR.")]
    [InlineData(Begins + ":62F:C260102USD15,\n", "Statement X opens in EUR and closes in USD.")]
    [InlineData(Begins + ":61:260102X5,NTRFNONREF\n", "An entry cannot be read: “260102X5,NTRFNONREF”.")]
    [InlineData(Begins + ":61:260102C5,001NTRFNONREF\n", "An entry cannot be read: “260102C5,001NTRFNONREF”.")]
    [InlineData(Begins + ":61:269902C5,NTRFNONREF\n", "An entry cannot be read: “269902C5,NTRFNONREF”.")]
    [InlineData(Begins + ":62F:C260102EUR15,\n:20:Y\n:60F:C260102EUR15,\n", "Statement Y does not say which account it is of: the file is cut off, or no statement.")]
    [InlineData(":20:X\n:25:A\n:60F:C260101XXX10,\n", "A balance cannot be read: “C260101XXX10,”.")]
    [InlineData(":20:X\n:25:A\n:60F:C260101EUR9999999999999999999,\n", "A balance cannot be read: “C260101EUR9999999999999999999,”.")]
    [InlineData("", "There is no statement in this file.")]
    [InlineData("hello", "This is no bank statement that is known here. If it is a table, say which columns hold what.")]
    [InlineData("<html><p>no", "The file breaks off or is no sound XML, at line 1.")]
    [InlineData("<html></html>", "There is no statement in this file.")]
    [InlineData("date,amount,account,currency\n2026-01-01,10.00,A,EUR\n2026-01-01,10.0001,A,EUR\n", "Line 2 after the names holds no amount or day that can be read, or a currency that there is not.")]
    [InlineData("date,amount,account,currency\n01/02/2026,10.00,A,EUR\n", "The days in this table may be read in two ways or in none: say their form.")]
    [InlineData("date,amount,account,currency\n2026-01-01,\"1,234\",A,EUR\n", "The amounts in this table may be read in two ways: say their decimal sign.")]
    [InlineData("date,amount,account,currency,balance\n2026-01-01,1.00,A,EUR,1.00\n2026-01-02,1.00,A,EUR,3.00\n", "The balances in this table do not follow from its amounts: a line is missing or was changed.")]
    public void A_file_that_is_wrong_is_refused_in_one_sentence(string text, string why) => Assert.Equal(why, Read(text).Refused);

    [Fact]
    public void What_is_refused_is_shown_all_the_same()
    {
        var statement = Assert.Single(Read(Begins + ":62F:C260102EUR16,\n").Statements);

        Assert.Equal("10.00 16.00 5.00", $"{statement.Opening?.ToText()} {statement.Closing?.ToText()} {Assert.Single(statement.Lines).Amount.ToText()}");
    }

    [Fact]
    public void A_gap_between_two_statements_is_said_and_refuses_nothing()
    {
        var file = Read(Begins + ":62F:C260102EUR15,\n:20:Y\n:25:DE89370400440532013000\n:60F:C260103EUR17,\n:62F:C260103EUR17,\n");

        Assert.Null(file.Refused);
        Assert.Equal(["Between Statement X (15.00 EUR) and Statement Y (17.00 EUR) something is missing."], file.Warnings);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]><Document>&d;</Document>")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"file:///etc/passwd\"><Document/>")]
    public void A_document_type_is_not_read(string text) => Assert.Equal("The file brings a document type of its own (DTD), which no bank does: it is not read.", Read(text).Refused);

    [Theory]
    [InlineData("<Document><BkToCstmrStmt><Stmt><Id>X</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>", "<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd></Ntry>")]
    [InlineData(Begins, ":61:260102C5,NTRFNONREF//2\n:86:again\n")]
    [InlineData("date,amount,account,currency\n", "2026-01-01,1.00,A,EUR\n")]
    [InlineData("", "x")]
    [InlineData("<a>", "<a>")]
    public void Fifty_megabytes_are_refused(string begins, string again)
    {
        using var stream = new Endless(Encoding.UTF8.GetBytes(begins), Encoding.UTF8.GetBytes(again), 50 << 20);

        var refused = StatementReader.Read(stream).Refused;

        Assert.True(refused is "The file is larger than 32 MB: ask the bank for a shorter stretch of time." or "This is no bank statement: its elements stand too deep.", refused);
        Assert.InRange(stream.Given, 0, StatementReader.Largest + (1 << 20));
    }

    [Fact]
    public void A_file_of_eight_megabytes_is_read()
    {
        using var stream = new Endless(Encoding.UTF8.GetBytes(Begins), ":61:260102C5,NTRFNONREF\n"u8.ToArray(), 8 << 20);

        Assert.Null(StatementReader.Read(stream).Refused);
    }

    private static StatementFile Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return StatementReader.Read(stream);
    }

    /// <summary>The same piece again and again, up to a length, as a file that is not held in memory.</summary>
    private sealed class Endless(byte[] begins, byte[] again, long length) : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var given = 0;
            for (; given < count && Given < length; given++, Given++)
            {
                buffer[offset + given] = Given < begins.Length ? begins[Given] : again[(Given - begins.Length) % again.Length];
            }
            return given;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
