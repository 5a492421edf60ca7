namespace Broadside.Giving.Ledger;

/// <summary>The names of the books' accounts.</summary>
public static class Accounts
{
    public const string Undeposited = "assets:undeposited";
    public const string Coin = "assets:btc";
    public const string Gifts = "income:gifts:";
    public const string FeeCover = "income:fee-cover";
    public const string Refunds = "contra:refunds";
    public const string Disputes = "expense:disputes";
    public const string Exchange = "equity:fx";
    public const string GeneralFund = "general";

    private const string BankRail = "bank:";

    /// <summary>What a rail holds for us; coin lies in our own wallet.</summary>
    public static string Clearing(string rail, string currency) => currency == "SAT" ? Coin : "assets:clearing:" + rail;

    public static string Reserve(string rail) => "assets:reserve:" + rail;

    /// <summary>Left the rail and not seen at the bank yet.</summary>
    public static string Transit(string rail) => "assets:transit:" + rail;

    /// <param name="bank">The account's number, or the rail "bank:NUMBER".</param>
    public static string Bank(string bank) => "assets:" + (bank.StartsWith(BankRail, StringComparison.Ordinal) ? bank : BankRail + bank);

    public static string Fees(string rail) => "expense:fees:" + rail;

    public static string Suspense(string rail) => "suspense:" + rail;

    public static string Gift(string? fund) => Gifts + (fund ?? GeneralFund);

    public static bool IsGift(string account) => account.StartsWith(Gifts, StringComparison.Ordinal) || account == FeeCover;

    /// <summary>Letters, digits, dashes and colons alone, and a known beginning: what a file or a form may name.</summary>
    public static bool IsName(string account) =>
        account.Length <= 120 && account.Split(':') is [("assets" or "income" or "contra" or "expense" or "equity" or "liability" or "suspense"), .. var rest]
        && rest.All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
}
