using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>One <c>Ntry</c> while it is read.</summary>
internal sealed class CamtEntry
{
    private readonly List<CamtDetail> details = [];
    private string sign = "";
    private string status = "";
    private string bankReference = "";
    private string more = "";
    private DateOnly? bookedOn;
    private DateOnly? valueOn;

    public Money? Amount { get; private set; }

    public string? Fault => Amount is null ? "An entry has no amount that can be read." : sign is "CRDT" or "DBIT" ? null : "An entry does not say whether money came or went.";

    public void BeginDetail() => details.Add(new CamtDetail());

    public void Take(string path, string text, string currency)
    {
        switch (path)
        {
            case "Amt":
                Amount = StatementText.Amount(text, currency, '.');
                break;
            case "CdtDbtInd":
                // RvslInd says that it takes another entry back; the sign is this entry's own all the same.
                sign = text;
                break;
            case "Sts" or "Sts/Cd" or "Sts/Prtry":
                status = text.Length > 0 ? text : status;
                break;
            case "BookgDt/Dt" or "BookgDt/DtTm":
                bookedOn = CamtReader.Day(text);
                break;
            case "ValDt/Dt" or "ValDt/DtTm":
                valueOn = CamtReader.Day(text);
                break;
            case "AcctSvcrRef":
                bankReference = text;
                break;
            case "AddtlNtryInf":
                more = text;
                break;
            default:
                if (path.StartsWith("TxDtls/", StringComparison.Ordinal))
                {
                    details[^1].Take(path["TxDtls/".Length..], text, currency);
                }
                break;
        }
    }

    public StatementLine Line(DateOnly otherwise)
    {
        var isDebit = sign == "DBIT";
        var told = details.Select(d => d.Detail(isDebit, details.Count == 1 ? Amount : null)).ToList();
        return new StatementLine
        {
            Date = bookedOn ?? valueOn ?? otherwise,
            ValueDate = valueOn,
            Amount = isDebit ? -Amount!.Value : Amount!.Value,
            Reference = Common(told, d => d.Reference),
            BankReference = LineKeys.Stated(StatementText.Clean(bankReference, StatementText.LongestName)),
            Counterparty = Common(told, d => d.Counterparty),
            CounterpartyAccount = Common(told, d => d.CounterpartyAccount),
            Remittance = StatementText.Clean(string.Join(' ', told.Select(d => d.Remittance).Where(r => r is not null).Distinct())) ?? StatementText.Clean(more),
            IsBooked = status is "BOOK" or "",
            Details = told,
        };
    }

    // A collective entry has what all of its payments have.
    private static string? Common(List<StatementDetail> told, Func<StatementDetail, string?> of) => told.Count > 0 && told.All(d => of(d) == of(told[0])) ? of(told[0]) : null;
}
