using System.Text.Json;
using Broadside.Giving.Statements;

namespace Broadside.Tests.Giving.Statements;

/// <summary>Files of banks with what another program (genkgo/camt) reads in them, as JSON beside.</summary>
public sealed class RealCamtTests(ITestOutputHelper output)
{
    // Made up by that project: the balances have nothing to do with the entries, or there is no statement.
    private static readonly string[] Wrong = ["camt053.v2.all-balance-types.xml", "camt053.v2.wrong.xml", "camt053.v3.xml", "camt053.v4.xml"];

    [Fact]
    public void Every_file_says_what_it_says_to_another_reader_or_is_refused()
    {
        var files = Directory.GetFiles(TestData.At("data", "giving", "camt"), "*.xml").Order(StringComparer.Ordinal).ToList();
        var refused = new List<string>();
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            var read = StatementReader.Read(stream);
            output.WriteLine($"{Path.GetFileName(file)}: {read.Format}, {read.Statements.Sum(s => s.Lines.Count)} lines, {read.Refused ?? "read"}");
            if (read.Refused is not null)
            {
                refused.Add(Path.GetFileName(file));
            }
            var expected = Path.ChangeExtension(file, ".json");
            if (File.Exists(expected))
            {
                using var json = JsonDocument.Parse(File.ReadAllText(expected));
                Assert.Equal(Theirs(json.RootElement), Ours(read));
                CheckDetails(json.RootElement, read);
            }
        }
        output.WriteLine($"{files.Count} files, {refused.Count} refused");
        Assert.Equal(Wrong, refused);
    }

    private static List<string> Ours(StatementFile file) =>
        [.. file.Statements.SelectMany(s => s.Lines.Select(l => $"{s.Id} {s.Account} {l.Amount} {(l.ValueDate is null ? "" : Day(l.Date))} {Day(l.ValueDate)} {(l.IsBooked ? "BOOK" : "PDNG")} {l.BankReference} {l.Details.Count} "
            + $"{Shown(s.Opening)} {Shown(s.Closing)}"))];

    private static List<string> Theirs(JsonElement message) => [.. message.GetProperty("getEntries").EnumerateArray().Select(Entry)];

    private static string Entry(JsonElement entry)
    {
        var record = entry.GetProperty("getRecord");
        var details = entry.GetProperty("getTransactionDetails").EnumerateArray().ToList();
        return $"{record.GetProperty("getId")} {record.GetProperty("getAccount").GetProperty("getIdentification")} {Money(entry.GetProperty("getAmount"))} {Date(entry.GetProperty("getBookingDate"))} {Date(entry.GetProperty("getValueDate"))} "
            + $"{entry.GetProperty("getStatus")} {entry.GetProperty("getAccountServicerReference")} {details.Count} {Balance(record, "opening")} {Balance(record, "closing")}";
    }

    // Their writer leaves out what it has written before; the rest has to be the same.
    private static void CheckDetails(JsonElement message, StatementFile file)
    {
        var theirs = message.GetProperty("getEntries").EnumerateArray().SelectMany(e => e.GetProperty("getTransactionDetails").EnumerateArray()).ToList();
        var ours = file.Statements.SelectMany(s => s.Lines).SelectMany(l => l.Details).ToList();
        Assert.All(theirs.Zip(ours).Where(p => p.First.ValueKind == JsonValueKind.Object), p => Assert.True(p.Second.Reference is null ? Reference(p.First) is null : p.First.GetRawText().Contains($"\"{p.Second.Reference}\"", StringComparison.Ordinal), p.Second.Reference));
    }

    private static string Balance(JsonElement record, string type)
    {
        var balance = record.TryGetProperty("getBalances", out var all) && all.ValueKind == JsonValueKind.Array ? all.EnumerateArray().FirstOrDefault(b => b.GetProperty("getType").GetString() == type) : default;
        return balance.ValueKind == JsonValueKind.Undefined ? "-" : Money(balance.GetProperty("getAmount"));
    }

    private static string Money(JsonElement money) =>
        new Broadside.Kit.Money(long.Parse(money.GetProperty("getAmount").GetString()!, System.Globalization.CultureInfo.InvariantCulture), money.GetProperty("getCurrency").GetProperty("getCode").GetString()!).ToString();

    private static string? Reference(JsonElement detail)
    {
        var structured = Under(detail, "getRemittanceInformation") is { } remittance && Under(remittance, "getCreditorReferenceInformation") is { } info ? info.GetProperty("getRef").GetString() : null;
        return structured ?? (Under(detail, "getReference") is { } reference ? reference.GetProperty("getEndToEndId").GetString() : null);
    }

    private static JsonElement? Under(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Object ? found : null;

    private static string Date(JsonElement date) => date.ValueKind == JsonValueKind.Object ? date.GetProperty("0").GetString()![..10] : "";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static string Shown(Broadside.Kit.Money? money) => money?.ToString() ?? "-";
}
