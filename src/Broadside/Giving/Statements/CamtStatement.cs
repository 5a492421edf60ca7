using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>One <c>Stmt</c>, <c>Rpt</c> or <c>Ntfctn</c> while it is read.</summary>
internal sealed class CamtStatement
{
    private readonly List<CamtEntry> entries = [];
    private string accountCurrency = "";
    private string identification = "";
    private string otherIdentification = "";
    private DateOnly? createdOn;
    private Money? before;
    private (string Code, Money? Amount, bool IsDebit, bool IsForeign) balance;

    public string Id { get; private set; } = "";

    public string Account => StatementText.Bare(identification.Length > 0 ? identification : otherIdentification);

    /// <summary>The account's, else that of its balances, else that of its first entry.</summary>
    public string Currency => accountCurrency.Length > 0 ? accountCurrency : Opening?.Currency ?? Closing?.Currency ?? entries.FirstOrDefault(e => e.Amount is not null)?.Amount?.Currency ?? "";

    public Money? Opening => Opened ?? before;

    public Money? Closing { get; private set; }

    public string? Fault { get; private set; }

    private Money? Opened { get; set; }

    public IReadOnlyList<StatementLine> Lines(string currency) => [.. entries.Where(e => e.Amount is not null).Select(e => e.Line(createdOn ?? new DateOnly(1970, 1, 1)))];

    public void Begin(string path)
    {
        switch (path)
        {
            case "Ntry":
                entries.Add(new CamtEntry());
                break;
            case "Ntry/TxDtls":
                entries[^1].BeginDetail();
                break;
            default:
                balance = default;
                break;
        }
    }

    public void Take(string path, string text, string currency)
    {
        switch (path)
        {
            case "Id":
                Id = StatementText.Clean(text, StatementText.LongestName) ?? "";
                break;
            case "CreDtTm":
                createdOn = CamtReader.Day(text);
                break;
            case "Acct/Id/IBAN":
                identification = text;
                break;
            case "Acct/Id/Othr/Id" or "Acct/Id/BBAN" or "Acct/Id/UPIC" or "Acct/Id/PrtryAcct/Id":
                otherIdentification = otherIdentification.Length > 0 ? otherIdentification : text;
                break;
            case "Acct/Ccy":
                accountCurrency = Currencies.HasHad(text) ? text : "";
                Fault ??= accountCurrency.Length > 0 ? null : "The account is in a currency that there is not.";
                break;
            case "Ntry":
                Fault ??= entries[^1].Fault;
                break;
            case "Bal/Tp/CdOrPrtry/Cd" or "Bal/Tp/Cd":
                balance.Code = text;
                break;
            case "Bal/Amt":
                balance.Amount = StatementText.Amount(text, currency, '.');
                Fault ??= balance.Amount is null ? $"A balance cannot be read: “{StatementText.Clean(text, 40)}” {StatementText.Clean(currency, 10)}." : null;
                break;
            case "Bal/CdtDbtInd":
                balance.IsDebit = text == "DBIT";
                break;
            case "Bal":
                TakeBalance();
                break;
            default:
                if (path.StartsWith("Ntry/", StringComparison.Ordinal))
                {
                    entries[^1].Take(path["Ntry/".Length..], text, currency);
                }
                break;
        }
    }

    private void TakeBalance()
    {
        var amount = balance.IsDebit ? -balance.Amount : balance.Amount;
        switch (balance.Code)
        {
            case "OPBD":
                Opened ??= amount;
                break;
            case "PRCD":
                // How the account closed before: it opens with that, unless it says how it opens.
                before ??= amount;
                break;
            case "CLBD":
                Closing = amount;
                break;
        }
    }
}
