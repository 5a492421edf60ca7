using Broadside.Giving.Gifts;
using Broadside.Giving.Payees;
using Broadside.Giving.Receipts;
using Broadside.Themes;

namespace Broadside.Giving.Letters;

/// <summary>What a receipt says about tax. Nothing is deductible unless the recipient's card says so; what else must stand there stands in the card's own sentence. Pure.</summary>
public static class ReceiptText
{
    /// <summary>Stands in a recipient's sentence where "no goods or services were provided" belongs: 26 USC 170(f)(8) wants it from 250 dollars on.</summary>
    public const string NoGoods = "{no-goods}";

    private const long FromCents = 250_00;

    /// <summary>As people quote it: the year and the number within it.</summary>
    public static string Number(Receipt receipt) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{receipt.Year}-{receipt.Number}");

    /// <param name="receipt">Over what stays of a payment.</param>
    /// <param name="recipient">Who got it.</param>
    /// <param name="words">Of the donor's language; a recipient's own sentence is taken as it was written.</param>
    public static string Tax(Receipt receipt, RecipientCard recipient, Words words)
    {
        if (recipient.ReceiptText.Length == 0)
        {
            return words.Text(recipient.TaxStatus == TaxStatus.Deductible ? "gift_letter.tax.deductible" : "gift_letter.tax.none", ("recipient", recipient.Name));
        }
        var isOwed = receipt is { Currency: "USD", Amount: >= FromCents };
        return recipient.ReceiptText.Replace(NoGoods, isOwed ? words.Text("gift_letter.tax.no_goods") : "", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal).Trim();
    }
}
