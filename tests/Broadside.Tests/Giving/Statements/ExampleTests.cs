using System.Text;
using Broadside.Giving.Statements;

namespace Broadside.Tests.Giving.Statements;

/// <summary>A file in, what is in it out: each example lies beside its <c>.txt</c>.</summary>
public sealed class ExampleTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Giving", "Statements", "Examples");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder).Where(f => !f.EndsWith(".txt", StringComparison.Ordinal)).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_is_read(string name)
    {
        using var stream = File.OpenRead(Path.Combine(Folder, name));

        var file = StatementReader.Read(stream);

        Assert.Null(file.Refused);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(name, ".txt"))), Shown(file));
    }

    private static string Shown(StatementFile file)
    {
        var text = new StringBuilder(file.Format).Append('\n');
        foreach (var s in file.Statements)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{s.Id} {s.Account} {s.Currency} {s.Opening?.ToText() ?? "-"} {s.Closing?.ToText() ?? "-"}\n");
            foreach (var l in s.Lines)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{l.Date:yyyy-MM-dd} {l.ValueDate?.ToString("yyyy-MM-dd", null) ?? "-"} {l.Amount.ToText()} {(l.IsBooked ? "booked" : "announced")} ");
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{l.Reference ?? "-"} {l.BankReference ?? "-"} {l.Counterparty ?? "-"} {l.CounterpartyAccount ?? "-"} [{l.Remittance ?? "-"}] {l.Details.Count}\n");
                foreach (var d in l.Details)
                {
                    text.Append(System.Globalization.CultureInfo.InvariantCulture, $"  {d.Amount?.ToText() ?? "-"} {d.Reference ?? "-"} {d.Counterparty ?? "-"} [{d.Remittance ?? "-"}]\n");
                }
            }
        }
        return text.ToString();
    }
}
