using System.Globalization;
using System.Text.RegularExpressions;
using Broadside.Giving.Statements;

namespace Broadside.Tests.Giving.Statements;

/// <summary>Files of many banks with what another program (WoLpH/mt940) reads in them, as YAML beside.</summary>
public sealed partial class RealMt940Tests(ITestOutputHelper output)
{
    // Pieces of statements, and statements whose entries were taken out or altered: opening and entries do not make the closing balance.
    private static readonly string[] Wrong =
    [
        "betterplace/amount_formats", "betterplace/empty_86", "betterplace/empty_entry_date", "betterplace/missing_crlf_at_end", "betterplace/sepa_snippet", "betterplace/sepa_snippet_broken",
        "cmxl/account_identification_legacy", "cmxl/available_balance", "cmxl/statement_line", "cmxl/statement_number",
        "jejik/abnamro", "jejik/ing", "jejik/postfinance", "jejik/triodos", "mBank/with_newline_in_tnr", "self-provided/details_60-63", "self-provided/raiffeisen-cmi", "self-provided/whitespace",
    ];

    [Fact]
    public void Every_file_says_what_it_says_to_another_reader_or_is_refused()
    {
        var folder = TestData.At("data", "giving", "mt940");
        var files = Directory.GetFiles(folder, "*.sta", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var refused = new List<string>();
        foreach (var file in files)
        {
            var name = Path.ChangeExtension(Path.GetRelativePath(folder, file), null);
            using var stream = File.OpenRead(file);
            var read = StatementReader.Read(stream);
            output.WriteLine($"{name}: {read.Format}, {read.Statements.Count} statements, {read.Statements.Sum(s => s.Lines.Count)} lines, {read.Refused ?? "read"}");
            if (read.Refused is not null)
            {
                refused.Add(name);
            }
            // A line without its statement has no currency, and is refused.
            if (read.Refused is null || read.Statements.Count > 0)
            {
                Assert.Equal(Theirs(File.ReadAllText(Path.ChangeExtension(file, ".yml"))), Ours(read));
            }
        }
        output.WriteLine($"{files.Count} files, {refused.Count} refused");
        Assert.Equal(Wrong.Order(StringComparer.Ordinal), refused);
    }

    private static List<string> Ours(StatementFile file) =>
        [.. file.Statements.SelectMany(s => s.Lines).Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.ValueDate:yyyy-MM-dd} {decimal.Parse(l.Amount.ToText(), CultureInfo.InvariantCulture):0.00} {l.Amount.Currency}"))];

    private static List<string> Theirs(string yaml) =>
        [.. yaml[Math.Max(0, yaml.IndexOf("\ntransactions:", StringComparison.Ordinal))..].Split("models.Transaction\n").Skip(1).Select(t =>
        {
            var day = Convert.FromBase64String(Day().Match(t).Groups[1].Value);
            var amount = decimal.Parse(Amount().Match(t).Groups[1].Value, CultureInfo.InvariantCulture);
            return string.Create(CultureInfo.InvariantCulture, $"{(day[0] << 8) | day[1]:0000}-{day[2]:00}-{day[3]:00} {amount:0.00} {Currency().Match(t).Groups[1].Value}");
        })];

    [GeneratedRegex(@"\n    date: .*\n    - !!binary \|\n      (\S+)")]
    private static partial Regex Day();

    [GeneratedRegex(@"decimal\.Decimal\s+(?:\[|- )'([-0-9.]+)'")]
    private static partial Regex Amount();

    [GeneratedRegex(@"currency: ([A-Z]{3})")]
    private static partial Regex Currency();
}
