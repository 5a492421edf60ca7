using System.Text;
using Broadside.Giving.Statements;

namespace Broadside.Tests.Giving.Statements;

public sealed class CsvStatementTests
{
    private static readonly CsvColumns Columns = new() { Date = "Day", Credit = "In", Debit = "Out", Counterparty = "Who", DateForm = "dd/MM/yyyy", OfAccount = "GB33BUKB20201555555555", InCurrency = "GBP" };

    [Fact]
    public void A_saved_map_says_what_the_names_do_not()
    {
        var line = Read("Day,Who,In,Out\n01/02/2026,Ana,\"£1,250.00\",\n02/02/2026,Shop,,3.5\n03/02/2026,Bank,0.00,-2.00\n", Columns).Statements[0].Lines;

        Assert.Equal(["2026-02-01 1250.00 Ana", "2026-02-02 -3.50 Shop", "2026-02-03 -2.00 Bank"], line.Select(l => $"{l.Date:yyyy-MM-dd} {l.Amount.ToText()} {l.Counterparty}"));
    }

    [Fact]
    public void A_table_without_its_columns_is_refused() => Assert.Equal("The table has not all of the columns that were said.", Read("Day,Who,In\n01/02/2026,Ana,1\n", Columns).Refused);

    [Fact]
    public void A_table_that_says_no_account_is_refused_and_shown()
    {
        var file = Read("date,amount,currency\n2026-01-01,5.00,EUR\n", null);

        Assert.Contains("which account", file.Refused!, StringComparison.Ordinal);
        Assert.Single(file.Statements[0].Lines);
    }

    [Theory]
    [InlineData("5.00", "5.00")]
    [InlineData("5,00", "5.00")]
    [InlineData("1.234,5", "1234.50")]
    [InlineData("1'234.50", "1234.50")]
    [InlineData("(5.00)", "-5.00")]
    [InlineData("5.00-", "-5.00")]
    [InlineData("€ 5.00", "5.00")]
    [InlineData("-5", "-5.00")]
    public void Amounts_are_read_as_banks_write_them(string written, string read) =>
        Assert.Equal(read, Read($"date;amount;account;currency\n2026-01-01;{written};A;EUR\n", null).Statements[0].Lines[0].Amount.ToText());

    [Fact]
    public void One_table_of_two_accounts_is_two_statements() =>
        Assert.Equal(["A", "B"], Read("date,amount,account,currency\n2026-01-01,1.00,A,EUR\n2026-01-01,1.00,B,EUR\n2026-01-02,1.00,A,EUR\n", null).Statements.Select(s => s.Account));

    private static StatementFile Read(string text, CsvColumns? columns)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return StatementReader.Read(stream, columns);
    }
}
