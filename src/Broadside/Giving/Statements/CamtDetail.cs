using Broadside.Kit;

namespace Broadside.Giving.Statements;

/// <summary>One <c>TxDtls</c> while it is read.</summary>
internal sealed class CamtDetail
{
    private readonly List<string> words = [];
    private readonly Dictionary<string, string> parties = new(StringComparer.Ordinal);
    private Money? amount;
    private Money? transactionAmount;
    private string sign = "";
    private string endToEnd = "";
    private string creditorReference = "";
    private string more = "";

    public void Take(string path, string text, string currency)
    {
        switch (path)
        {
            case "Amt":
                amount = StatementText.Amount(text, currency, '.');
                break;
            case "AmtDtls/TxAmt/Amt":
                transactionAmount = StatementText.Amount(text, currency, '.');
                break;
            case "CdtDbtInd":
                sign = text;
                break;
            case "Refs/EndToEndId":
                endToEnd = text;
                break;
            case "RmtInf/Strd/CdtrRefInf/Ref" or "RmtInf/Strd/CdtrRefInf/CdtrRef":
                creditorReference = creditorReference.Length > 0 ? creditorReference : text;
                words.Add(text);
                break;
            case "RmtInf/Ustrd" or "RmtInf/Strd/AddtlRmtInf":
                words.Add(text);
                break;
            case "AddtlTxInf":
                more = text;
                break;
            default:
                if (path.StartsWith("RltdPties/", StringComparison.Ordinal) && text.Length > 0)
                {
                    parties.TryAdd(path["RltdPties/".Length..], text);
                }
                break;
        }
    }

    /// <param name="isDebit">The entry's own sign, where the payment has none.</param>
    /// <param name="whole">The entry's amount, where this is all of it.</param>
    public StatementDetail Detail(bool isDebit, Money? whole)
    {
        var goesOut = sign.Length == 0 ? isDebit : sign == "DBIT";
        // Who is on the other side follows the entry: some banks state each payment as its orderer saw it.
        var party = isDebit ? "Cdtr" : "Dbtr";
        var told = amount ?? transactionAmount ?? whole;
        return new StatementDetail(
            goesOut ? -told : told,
            StatementText.Clean(creditorReference, StatementText.LongestName) ?? LineKeys.Stated(StatementText.Clean(endToEnd, StatementText.LongestName)),
            StatementText.Clean(parties.GetValueOrDefault($"{party}/Nm") ?? parties.GetValueOrDefault($"Ultmt{party}/Nm"), StatementText.LongestName),
            StatementText.Clean(parties.GetValueOrDefault($"{party}Acct/Id/IBAN") ?? parties.GetValueOrDefault($"{party}Acct/Id/Othr/Id"), StatementText.LongestName),
            StatementText.Clean(string.Join(' ', words.Distinct())) ?? StatementText.Clean(more));
    }
}
