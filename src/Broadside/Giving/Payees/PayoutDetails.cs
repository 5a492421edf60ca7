using Broadside.Giving.Gifts;
using Broadside.Giving.Pay;

namespace Broadside.Giving.Payees;

/// <summary>Where money goes: part <c>giving</c> of the signed site record. Pages, codes and files read it and nothing else, so that an account number changed in a table reaches nobody.</summary>
public sealed record PayoutDetails
{
    public const string Part = "giving";

    public IReadOnlyList<RecipientCard> Recipients { get; init; } = [];

    public IReadOnlyList<BankAccount> Banks { get; init; } = [];

    public IReadOnlyList<ChequeAddress> Cheques { get; init; } = [];

    /// <summary>The processors' accounts as somebody confirmed them: one that is set up otherwise is not offered.</summary>
    public IReadOnlyList<RailCard> Rails { get; init; } = [];
}

/// <summary>Who gets the money in the eyes of the law.</summary>
/// <param name="Id">Its slug.</param>
/// <param name="Name">In full.</param>
/// <param name="TaxNumber">Null: none.</param>
/// <param name="TaxStatus">None until it has been proved.</param>
/// <param name="ReceiptText">The sentence that a receipt must hold; "" for the usual one.</param>
public sealed record RecipientCard(string Id, string Name, string? TaxNumber, TaxStatus TaxStatus, string ReceiptText);

/// <summary>An account at a bank to which gifts are transferred.</summary>
/// <param name="Number">IBAN, or the number by which its country knows it; letters and digits alone.</param>
/// <param name="Holder">As the bank knows them.</param>
/// <param name="Recipient">Id of the legal recipient.</param>
/// <param name="Currencies">ISO 4217.</param>
public sealed record BankAccount(string Number, string Holder, string Recipient, IReadOnlyList<string> Currencies)
{
    public string? Bic { get; init; }

    public string? BankName { get; init; }

    /// <summary>What donors of that country need beside the number, as a sort code or routing number.</summary>
    public string? Note { get; init; }

    /// <summary>The holder's address, which Swiss codes want.</summary>
    public SwissCreditor? Address { get; init; }

    public string Rail => "bank:" + Number;
}

/// <param name="Recipient">Id of the legal recipient.</param>
/// <param name="PayTo">What is written on the cheque.</param>
/// <param name="Lines">The address, as on an envelope.</param>
/// <param name="Currencies">ISO 4217.</param>
public sealed record ChequeAddress(string Recipient, string PayTo, IReadOnlyList<string> Lines, IReadOnlyList<string> Currencies);

/// <param name="Id">As "stripe".</param>
/// <param name="Account">There.</param>
/// <param name="Recipient">Id of the legal recipient.</param>
/// <param name="Print">Of address, account and key (<see cref="ConfirmRails"/>); tells nothing about the key.</param>
public sealed record RailCard(string Id, string Account, string Recipient, string Print);
