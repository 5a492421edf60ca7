using Broadside.Giving;
using Broadside.Giving.Pay;
using Broadside.Giving.Payees;
using Broadside.Giving.References;
using Broadside.Kit;
using Broadside.Themes;

namespace Broadside.Site.Giving;

/// <summary>What a donor needs for a transfer or a cheque: every number from the signed record.</summary>
public static class TransferAccounts
{
    /// <param name="words">Of the page.</param>
    /// <param name="account">Of the signed record.</param>
    /// <param name="amount">Null: the donor writes it.</param>
    /// <param name="reference">Null: none, on a page for everybody.</param>
    public static TransferAccount Bank(Words words, BankAccount account, Money? amount, string? reference)
    {
        var isIban = Iban.TryRead(account.Number, out var iban) && account.Number.Length >= 15;
        var rows = new List<TransferRow>
        {
            new(words.Text("give.how.holder"), account.Holder),
            new(isIban ? "IBAN" : words.Text("give.how.number"), isIban ? Iban.Print(iban) : account.Number, IsNumber: true),
        };
        Add(rows, "BIC", account.Bic, isNumber: true);
        Add(rows, words.Text("give.how.bank"), account.BankName);
        Add(rows, words.Text("give.how.note"), account.Note);
        Add(rows, words.Text("give.how.amount"), amount is { } money ? MoneyText.Of(words, money) : null, isNumber: true);
        Add(rows, words.Text("give.how.reference"), reference is null ? null : GiftReference.Print(reference), isNumber: true);
        Add(rows, words.Text("give.how.currencies"), amount is null ? string.Join(", ", account.Currencies) : null);
        return new TransferAccount(words.Text("give.by.bank"), rows, isIban ? [.. Codes(words, account, iban, amount, reference)] : []);
    }

    public static TransferAccount Cheque(Words words, ChequeAddress cheque, Money? amount, string? reference)
    {
        var rows = new List<TransferRow> { new(words.Text("give.how.pay-to"), cheque.PayTo), new(words.Text("give.how.send-to"), string.Join(", ", cheque.Lines)) };
        Add(rows, words.Text("give.how.amount"), amount is { } money ? MoneyText.Of(words, money) : null, isNumber: true);
        Add(rows, words.Text("give.how.on-back"), reference is null ? null : GiftReference.Print(reference), isNumber: true);
        return new TransferAccount(words.Text("give.by.cheque"), rows, []);
    }

    /// <summary>What a European app reads; null where the account takes no euros.</summary>
    public static string? Epc(BankAccount account, Money? amount, string? reference) =>
        account.Currencies.Contains("EUR") && (amount is null || amount.Value.Currency == "EUR") && EpcQr.Payload(account.Holder, account.Number, amount, reference, null, account.Bic) is { IsDone: true } epc ? epc.Value : null;

    private static IEnumerable<TransferCode> Codes(Words words, BankAccount account, string iban, Money? amount, string? reference)
    {
        if (Epc(account, amount, reference) is { } epc)
        {
            yield return new TransferCode("EPC", new Html(PayCode.Epc(epc, words.Text("give.how.epc"))), words.Text("give.how.epc-hint"));
        }
        var swiss = amount ?? new Money(0, account.Currencies.Contains("CHF") ? "CHF" : "EUR");
        // A Swiss code holds a reference always; a page for everybody has none, and its code is left away.
        if (account.Address is { } creditor && reference is not null && account.Currencies.Contains(swiss.Currency) && SwissQr.Payload(creditor, iban, swiss, reference) is { IsDone: true } code)
        {
            yield return new TransferCode("Swiss QR", new Html(PayCode.Swiss(code.Value, words.Text("give.how.swiss"))), words.Text("give.how.swiss-hint"));
        }
    }

    private static void Add(List<TransferRow> rows, string label, string? text, bool isNumber = false)
    {
        if (text is { Length: > 0 })
        {
            rows.Add(new TransferRow(label, text, isNumber));
        }
    }
}
