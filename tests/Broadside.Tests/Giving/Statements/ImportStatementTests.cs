using System.Text;
using System.Text.Json;
using Broadside.Giving.Statements;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Tests.Giving.Statements;

public sealed class ImportStatementTests
{
    private const string Good = ":20:X\n:25:DE1\n:60F:C260101EUR10,\n:61:260102C5,NTRFNONREF//1\n:61:260102EC7,NTRFNONREF//2\n:62F:C260102EUR15,\n";

    private static readonly string Examples = Path.Combine(AppContext.BaseDirectory, "Giving", "Statements", "Examples");

    [Fact]
    public async Task A_dry_run_prints_what_stands_in_the_file()
    {
        using var folder = new TempFolder();

        var run = await TestProgram.RunAsync(folder.Path, "give", "import-statement", Path.Combine(Examples, "v8.xml"), "--dry-run", "--json");

        Assert.Equal(0, run.ExitCode);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["duplicates", "format", "posted", "refused", "statements", "unmatched"], json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal((JsonValueKind.Null, 0, "camt.053"), (json.GetProperty("refused").ValueKind, json.GetProperty("posted").GetInt32(), json.GetProperty("format").GetString()));
        var statement = json.GetProperty("statements")[0];
        Assert.Equal("DE89370400440532013000 EUR -100.00 66.50 4", $"{statement.GetProperty("account")} {statement.GetProperty("currency")} {statement.GetProperty("opening")} {statement.GetProperty("closing")} {statement.GetProperty("lines").GetArrayLength()}");
        var (line, announced) = (statement.GetProperty("lines")[2], statement.GetProperty("lines")[3]);
        Assert.Equal("2026-11-01 -13.50 True False", $"{line.GetProperty("date")} {line.GetProperty("amount")} {line.GetProperty("booked").GetBoolean()} {announced.GetProperty("booked").GetBoolean()}");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, "Charges"), (line.GetProperty("reference").ValueKind, line.GetProperty("counterparty").ValueKind, line.GetProperty("remittance").GetString()));
        Assert.Equal("RF18539007547034", statement.GetProperty("lines")[1].GetProperty("details")[0].GetProperty("reference").GetString());
    }

    [Fact]
    public async Task What_is_refused_says_why_and_is_listed_all_the_same()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "wrong.sta");
        await File.WriteAllTextAsync(file, Good.Replace("EUR15,", "EUR16,", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var wrong = await TestProgram.RunAsync(folder.Path, "give", "import-statement", file, "--dry-run", "--json");
        var none = await TestProgram.RunAsync(folder.Path, "give", "import-statement", "no-such-file", "--dry-run", "--json");

        Assert.Equal((1, 1), (wrong.ExitCode, none.ExitCode));
        var json = JsonDocument.Parse(wrong.Output).RootElement;
        Assert.Equal((json.GetProperty("refused").GetString() + "\n", 2), (wrong.Error, json.GetProperty("statements")[0].GetProperty("lines").GetArrayLength()));
        Assert.Equal("There is no file no-such-file.", JsonDocument.Parse(none.Output).RootElement.GetProperty("refused").GetString());
    }

    [Fact]
    public async Task A_table_is_read_by_a_saved_map()
    {
        using var folder = new TempFolder();
        var (table, columns) = (Path.Combine(folder.Path, "a.csv"), Path.Combine(folder.Path, "columns.json"));
        await File.WriteAllTextAsync(table, "Day,Sum\n02/01/2026,885\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(columns, """{"date":"Day","amount":"Sum","date_form":"dd/MM/yyyy","in_currency":"JPY","of_account":"1"}""", TestContext.Current.CancellationToken);

        var run = await TestProgram.RunAsync(folder.Path, "give", "import-statement", table, "--dry-run", "--json", "--columns", columns);
        var bad = await TestProgram.RunAsync(folder.Path, "give", "import-statement", table, "--dry-run", "--json", "--columns", table);

        Assert.Equal((0, 1), (run.ExitCode, bad.ExitCode));
        var line = JsonDocument.Parse(run.Output).RootElement.GetProperty("statements")[0].GetProperty("lines")[0];
        Assert.Equal("2026-01-02 885", $"{line.GetProperty("date")} {line.GetProperty("amount")}");
    }

    [Fact]
    public async Task What_adds_up_goes_to_the_ledger_and_what_is_refused_does_not()
    {
        var ledger = new Ledger();
        var import = new ImportStatement(ledger);

        var good = await import.RunAsync(Stream(Good), "a.sta", null, Actor.Operator, TestContext.Current.CancellationToken);
        var bad = await import.RunAsync(Stream(Good.Replace("EUR15,", "EUR16,", StringComparison.Ordinal)), "a.sta", null, Actor.Operator, TestContext.Current.CancellationToken);
        var foreign = await import.RunAsync(Stream(Good.Replace("DE1", "XX9", StringComparison.Ordinal)), "a.sta", null, Actor.Operator, TestContext.Current.CancellationToken);

        Assert.Equal((new PostedLines(1, 0, 1), null), (good.Lines, good.File.Refused));
        Assert.Equal(new PostedLines(0, 0, 0), bad.Lines);
        Assert.Equal("No account of ours.", foreign.File.Refused);
        Assert.Equal(2, ledger.Asked);
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private sealed class Ledger : IPostLines
    {
        public int Asked { get; private set; }

        public Task<Outcome<PostedLines>> RunAsync(IReadOnlyList<Statement> statements, string name, string format, Actor actor, CancellationToken cancel)
        {
            Asked++;
            var booked = statements.Sum(s => s.Lines.Count(l => l.IsBooked));
            return Task.FromResult<Outcome<PostedLines>>(statements.Any(s => s.Account == "XX9") ? new Refusal("account", "No account of ours.") : new PostedLines(booked, 0, booked));
        }
    }
}
