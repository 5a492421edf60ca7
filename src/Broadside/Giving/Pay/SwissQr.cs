using Broadside.Giving.References;
using Broadside.Kit;

namespace Broadside.Giving.Pay;

/// <summary>
/// What a Swiss banking app reads from the code of a payment part (SIX, Swiss Payment Standards, version 2): thirty-one lines, the address in
/// parts. An account for references of twenty-seven digits (QR-IBAN) gets one; any other the reference as it is.
/// </summary>
public static class SwissQr
{
    private const long MostMinor = 999_999_999_99;
    private const int LongestMessage = 140;

    /// <param name="creditor">Whose account, with address.</param>
    /// <param name="iban">In Switzerland or Liechtenstein.</param>
    /// <param name="amount">In CHF or EUR, 0.01 to 999,999,999.99; only its currency counts where it is nought, and the donor types it.</param>
    /// <param name="reference">As <see cref="GiftReference"/> writes it.</param>
    /// <param name="message">For the receiver, at most 140 characters.</param>
    public static Outcome<string> Payload(SwissCreditor creditor, string iban, Money amount, string reference, string message = "")
    {
        if (!Iban.TryRead(iban, out var account) || account[..2] is not ("CH" or "LI") || account.Length != 21)
        {
            return new Refusal("iban", "This is no IBAN of Switzerland or Liechtenstein, or a digit of it is wrong.", "iban");
        }
        if (amount.Currency is not ("CHF" or "EUR") || amount.Minor is < 0 or > MostMinor)
        {
            return new Refusal("amount", "Such a code holds 0.01 to 999,999,999.99 CHF or EUR.", "amount");
        }
        if (!GiftReference.TryRead(reference, out var code))
        {
            return new Refusal("reference", "This is no reference, or a character of it is wrong.", "reference");
        }
        if (creditor.Fault() is { } fault)
        {
            return fault;
        }
        if (message.Length > LongestMessage || message.Any(c => !SwissCreditor.IsAllowed(c)))
        {
            return new Refusal("text", "The message must have at most 140 letters, digits and marks of Latin script.", "text");
        }
        var takesDigits = account[4..6] is "30" or "31";
        string[] lines =
        [
            "SPC", "0200", "1", account,
            "S", creditor.Name, creditor.Street, creditor.BuildingNumber, creditor.PostCode, creditor.Town, creditor.Country,
            "", "", "", "", "", "", "",
            amount.IsZero ? "" : amount.ToText(), amount.Currency,
            "", "", "", "", "", "", "",
            takesDigits ? "QRR" : "SCOR", takesDigits ? QrReference.Of(code) : code,
            message, "EPD",
        ];
        return string.Join('\n', lines);
    }
}
