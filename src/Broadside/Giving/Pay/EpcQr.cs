using System.Text;
using Broadside.Giving.References;
using Broadside.Kit;

namespace Broadside.Giving.Pay;

/// <summary>
/// What a European banking app reads from a code to fill in a transfer (European Payments Council, EPC069-12, version 2: within the European
/// Economic Area the bank need not be named).
/// </summary>
public static class EpcQr
{
    /// <summary>So much fits version 13 of the code at error correction M, which is the largest that the rule allows.</summary>
    public const int MostBytes = 331;

    private const int LongestName = 70;
    private const int LongestText = 140;
    private const long MostMinor = 999_999_999_99;

    /// <param name="name">Whose account; at most 70 characters.</param>
    /// <param name="iban">Where the money goes.</param>
    /// <param name="amount">In EUR, 0.01 to 999,999,999.99; null: the donor types it.</param>
    /// <param name="reference">As <see cref="GiftReference"/> writes it; null where there is a text.</param>
    /// <param name="text">For the receiver, at most 140 characters; null where there is a reference.</param>
    /// <param name="bic">Needed only outside the European Economic Area.</param>
    public static Outcome<string> Payload(string name, string iban, Money? amount, string? reference, string? text = null, string? bic = null)
    {
        if (!Iban.TryRead(iban, out var account))
        {
            return new Refusal("iban", "This is no IBAN, or a digit of it is wrong.", "iban");
        }
        if (amount is { } money && (money.Currency != "EUR" || money.Minor is < 1 or > MostMinor))
        {
            return new Refusal("amount", "Such a code holds 0.01 to 999,999,999.99 EUR.", "amount");
        }
        var (owner, words) = (OneLine(name), OneLine(text));
        if (owner.Length is 0 or > LongestName)
        {
            return new Refusal("name", "The name of the account's holder must have 1 to 70 characters.", "name");
        }
        if (words.Length > LongestText || (words.Length > 0 && reference is not null))
        {
            return new Refusal("text", "Either a reference or a text of at most 140 characters.", "text");
        }
        if (reference is not null && !GiftReference.TryRead(reference, out reference))
        {
            return new Refusal("reference", "This is no reference, or a character of it is wrong.", "reference");
        }
        // Service tag, version, UTF-8, SEPA credit transfer, bank, name, account, amount, purpose, reference, text.
        string[] lines = ["BCD", "002", "1", "SCT", OneLine(bic), owner, account, amount is { } sum ? $"EUR{sum.ToText()}" : "", "", reference ?? "", words];
        var payload = string.Join('\n', lines).TrimEnd('\n');
        // Saying that letters beyond ASCII are UTF-8 takes a byte of the picture.
        var room = payload.All(char.IsAscii) ? MostBytes : MostBytes - 1;
        return Encoding.UTF8.GetByteCount(payload) > room ? new Refusal("long", "Name and text are too long for such a code.", "text") : payload;
    }

    private static string OneLine(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
