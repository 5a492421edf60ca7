using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>Which column of a bank's table holds what, by the names in its first line. Kept for each account, so that a file is dropped and read.</summary>
public sealed record CsvColumns
{
    private static readonly string[] Dates = ["date", "bookingdate", "transactiondate", "postingdate", "completeddate", "buchungstag", "buchungsdatum", "fecha", "fechaoperacion", "datum", "data"];
    private static readonly string[] Amounts = ["amount", "betrag", "umsatz", "importe", "montant", "bedrag", "importo", "amounteur"];
    private static readonly string[] Credits = ["credit", "creditamount", "paidin", "moneyin", "gutschrift", "haben", "abono", "abonos"];
    private static readonly string[] Debits = ["debit", "debitamount", "paidout", "moneyout", "lastschrift", "soll", "cargo", "cargos"];
    private static readonly string[] References = ["reference", "paymentreference", "endtoendreference", "endtoendid", "referenz", "kundenreferenz", "referencia"];
    private static readonly string[] Names = ["counterparty", "name", "payer", "payee", "beguenstigterzahlungspflichtiger", "auftraggeberempfanger", "zahlungsbeteiligter", "ordenante", "nombre"];
    private static readonly string[] Texts = ["description", "remittance", "remittanceinformation", "details", "text", "memo", "narrative", "verwendungszweck", "buchungstext", "concepto", "descripcion"];

    public required string Date { get; init; }

    /// <summary>With its sign; else <see cref="Credit"/> and <see cref="Debit"/> hold what came and what went.</summary>
    public string? Amount { get; init; }

    public string? Credit { get; init; }

    public string? Debit { get; init; }

    /// <summary>After each line: then the file is checked as one with balances is.</summary>
    public string? Balance { get; init; }

    public string? Reference { get; init; }

    /// <summary>The bank's own number of the line.</summary>
    public string? BankReference { get; init; }

    public string? Counterparty { get; init; }

    public string? CounterpartyAccount { get; init; }

    public string? Remittance { get; init; }

    public string? Currency { get; init; }

    public string? Account { get; init; }

    /// <summary>As <c>dd/MM/yyyy</c>; without it, whatever alone fits all lines.</summary>
    public string? DateForm { get; init; }

    /// <summary>Point or comma; without it, whatever alone fits all lines.</summary>
    public string? DecimalSign { get; init; }

    /// <summary>Where no column says it.</summary>
    public string? OfAccount { get; init; }

    /// <summary>Where no column says it.</summary>
    public string? InCurrency { get; init; }

    /// <summary>By the names that banks use; null where there is no date or amount among them.</summary>
    public static CsvColumns? Guess(IReadOnlyList<string> header)
    {
        var (amount, credit, debit) = (Find(header, Amounts), Find(header, Credits), Find(header, Debits));
        return Find(header, Dates) is { } date && (amount ?? credit ?? debit) is not null
            ? new CsvColumns
            {
                Date = date,
                Amount = amount,
                Credit = credit,
                Debit = debit,
                Balance = Find(header, ["balance", "saldo", "balanceafter", "runningbalance", "kontostand"]),
                Reference = Find(header, References),
                BankReference = Find(header, ["transactionid", "bankreference", "id"]),
                Counterparty = Find(header, Names),
                CounterpartyAccount = Find(header, ["iban", "counterpartyiban", "kontonummeriban", "counterpartyaccount"]),
                Remittance = Find(header, Texts),
                Currency = Find(header, ["currency", "wahrung", "waehrung", "moneda", "divisa"]),
                Account = Find(header, ["account", "accountnumber", "accountiban", "auftragskonto", "ibanauftragskonto", "cuenta"]),
            }
            : null;
    }

    /// <summary>All that must be among a table's names.</summary>
    internal IEnumerable<string> Named() => new[] { Date, Amount, Credit, Debit, Balance, Reference, BankReference, Counterparty, CounterpartyAccount, Remittance, Currency, Account }.OfType<string>();

    internal static string Fold(string name) => string.Concat(Slug.Fold(name.ToLowerInvariant()).Where(char.IsAsciiLetterOrDigit));

    private static string? Find(IReadOnlyList<string> header, string[] names) => names.Select(name => header.FirstOrDefault(h => Fold(h) == name)).FirstOrDefault(found => found is not null);
}
