using Broadside.Giving.References;
using Broadside.Kit;

namespace Broadside.Giving.Payees;

/// <summary>One change of where money goes; exactly one of its parts is there.</summary>
public sealed record PayoutEdit
{
    public RecipientCard? Recipient { get; init; }

    public BankAccount? Bank { get; init; }

    /// <summary>Number of an account that is used no more.</summary>
    public string? DropBank { get; init; }

    public ChequeAddress? Cheque { get; init; }

    /// <summary>Recipient whose cheques are wanted no more.</summary>
    public string? DropCheque { get; init; }

    public RailCard? Rail { get; init; }

    /// <summary>In whose log it stands, as "recipient outlet".</summary>
    public string Subject => Recipient is not null ? $"recipient {Recipient.Id}" : Bank is not null ? $"bank {Bank.Number}" : DropBank is not null ? $"bank {DropBank}"
        : Cheque is not null ? $"cheque {Cheque.Recipient}" : DropCheque is not null ? $"cheque {DropCheque}" : $"rail {Rail?.Id}";

    /// <summary>One sentence for whoever has to agree.</summary>
    public string Summary => this switch
    {
        { Recipient: { } r } => $"Gifts to {r.Id} are received by {r.Name}, {(r.TaxStatus == Gifts.TaxStatus.Deductible ? "deductible" : "not deductible")}.",
        { Bank: { } b } => $"Gifts are transferred to {b.Number} of {b.Holder}.",
        { DropBank: { } number } => $"Gifts are no longer transferred to {number}.",
        { Cheque: { } c } => $"Cheques are made out to {c.PayTo} and sent to {string.Join(", ", c.Lines)}.",
        { DropCheque: { } who } => $"Cheques for {who} are no longer asked for.",
        _ => $"The rail {Rail?.Id} pays into the account {Rail?.Account} for {Rail?.Recipient}.",
    };

    /// <summary>Whether it only adds where there was nothing: the first account of a newsroom that has taken no gift yet.</summary>
    public bool IsFirst(PayoutDetails now) => Recipient is not null ? now.Recipients.Count == 0 : Bank is not null ? now.Banks.Count == 0 : Cheque is not null ? now.Cheques.Count == 0 : Rail is not null && now.Rails.All(r => r.Id != Rail.Id);

    public Refusal? Fault(PayoutDetails now)
    {
        var recipients = now.Recipients.Select(r => r.Id).ToHashSet();
        return this switch
        {
            { Recipient: { } r } when r.Name.Trim().Length is 0 or > 120 || r.Id != Slug.From(r.Id) || r.Id.Length == 0 => new Refusal("recipient", "A legal recipient has a name of at most 120 characters and a short name in small letters.", "name"),
            { Bank: { } b } when !recipients.Contains(b.Recipient) => new Refusal("recipient", "Say first who legally receives the money.", "recipient"),
            { Bank: { } b } when b.Number.Length is < 4 or > 34 || !b.Number.All(char.IsAsciiLetterOrDigit) || (LooksLikeIban(b.Number) && !Iban.TryRead(b.Number, out _)) => new Refusal("iban", "This is no account number, or a digit of it is wrong.", "number"),
            { Bank: { } b } when b.Holder.Trim().Length is 0 or > 70 => new Refusal("holder", "Write the account's holder as the bank knows them, in at most 70 characters.", "holder"),
            { Bank: { } b } when b.Currencies.Count == 0 || !b.Currencies.All(Currencies.Has) => new Refusal("currency", "Name at least one currency by its three letters, as EUR.", "currencies"),
            { Bank.Address: { } a } when a.Fault() is { } fault => fault,
            { Cheque: { } c } when !recipients.Contains(c.Recipient) => new Refusal("recipient", "Say first who legally receives the money.", "recipient"),
            { Cheque: { } c } when c.PayTo.Trim().Length is 0 or > 120 || c.Lines.Count is 0 or > 8 => new Refusal("cheque_address", "Write whom cheques are made out to, and the address in one to eight lines.", "address"),
            { Cheque: { } c } when c.Currencies.Count == 0 || !c.Currencies.All(Currencies.Has) => new Refusal("currency", "Name at least one currency by its three letters, as EUR.", "currencies"),
            { DropBank: { } number } when now.Banks.All(b => b.Number != number) => new Refusal("gone", "That account is not in use."),
            _ => null,
        };
    }

    public PayoutDetails On(PayoutDetails now) => this switch
    {
        { Recipient: { } r } => now with { Recipients = [.. now.Recipients.Where(x => x.Id != r.Id), r] },
        { Bank: { } b } => now with { Banks = [.. now.Banks.Where(x => x.Number != b.Number), b] },
        { DropBank: { } number } => now with { Banks = [.. now.Banks.Where(x => x.Number != number)] },
        { Cheque: { } c } => now with { Cheques = [.. now.Cheques.Where(x => x.Recipient != c.Recipient), c] },
        { DropCheque: { } who } => now with { Cheques = [.. now.Cheques.Where(x => x.Recipient != who)] },
        { Rail: { } rail } => now with { Rails = [.. now.Rails.Where(x => x.Id != rail.Id), rail] },
        _ => now,
    };

    private static bool LooksLikeIban(string number) => number.Length >= 15 && number[..2].All(char.IsAsciiLetter);
}
