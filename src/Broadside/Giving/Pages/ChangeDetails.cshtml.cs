using Broadside.Giving.Gifts;
using Broadside.Giving.Pay;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>One change of where money goes, by somebody who has just shown that it is they.</summary>
[Needs(Right.HandleMoney, Fresh = true)]
public sealed class ChangeDetails(ChangePayout change, ConfirmRails confirm, GivingSettings settings, SiteRecord site) : MoneyPage
{
    private const string FirstRecipient = "outlet";

    private static readonly string[] Kinds = ["recipient", "bank", "drop-bank", "cheque", "drop-cheque", "rail"];

    /// <summary>What was typed.</summary>
    public sealed record Fields
    {
        public string? Name { get; init; }

        public string? TaxNumber { get; init; }

        public bool IsDeductible { get; init; }

        public string? ReceiptText { get; init; }

        public string? Recipient { get; init; }

        public string? Number { get; init; }

        public string? Holder { get; init; }

        public string? Currencies { get; init; }

        public string? Bic { get; init; }

        public string? BankName { get; init; }

        public string? Note { get; init; }

        public string? Street { get; init; }

        public string? Building { get; init; }

        public string? PostCode { get; init; }

        public string? Town { get; init; }

        public string? Country { get; init; }

        public string? PayTo { get; init; }

        public string? Address { get; init; }
    }

    public string What { get; private set; } = "recipient";

    public string WhatKey => What.Replace('-', '_');

    /// <summary>What is changed; "" for something new.</summary>
    public string Id { get; private set; } = "";

    public Fields Form { get; private set; } = new();

    public IReadOnlyList<KeyValuePair<string, string>> Recipients => [.. Now.Recipients.Select(r => KeyValuePair.Create(r.Id, r.Name))];

    /// <summary>Nothing stands there yet: it holds at once.</summary>
    public bool IsFirst => What switch { "recipient" => Now.Recipients.Count == 0, "bank" => Now.Banks.Count == 0, "cheque" => Now.Cheques.Count == 0, _ => false };

    private PayoutDetails Now => site.Read<PayoutDetails>(PayoutDetails.Part);

    public void OnGet(string? what, string? id)
    {
        Take(what, id);
        Form = What switch
        {
            "recipient" when Now.Recipients.FirstOrDefault(r => r.Id == Id) is { } r => new Fields { Name = r.Name, TaxNumber = r.TaxNumber, IsDeductible = r.TaxStatus == TaxStatus.Deductible, ReceiptText = r.ReceiptText },
            "bank" when Now.Banks.FirstOrDefault(b => b.Number == Id) is { } b => new Fields
            {
                Recipient = b.Recipient,
                Number = b.Number,
                Holder = b.Holder,
                Currencies = string.Join(' ', b.Currencies),
                Bic = b.Bic,
                BankName = b.BankName,
                Note = b.Note,
                Street = b.Address?.Street,
                Building = b.Address?.BuildingNumber,
                PostCode = b.Address?.PostCode,
                Town = b.Address?.Town,
                Country = b.Address?.Country,
            },
            "cheque" when Now.Cheques.FirstOrDefault(c => c.Recipient == Id) is { } c => new Fields { Recipient = c.Recipient, PayTo = c.PayTo, Address = string.Join('\n', c.Lines), Currencies = string.Join(' ', c.Currencies) },
            _ => new Fields { Currencies = settings.Currency },
        };
    }

    public async Task<IActionResult> OnPostAsync(string? what, string? id, [FromForm] Fields form, CancellationToken cancel)
    {
        Take(what, id);
        Form = form ?? new Fields();
        if (Edit() is not { } edit)
        {
            return Refused(new Refusal("payout_gone", "There is no such thing among the payment details."));
        }
        var outcome = await change.RunAsync(edit, HttpContext.Actor(), cancel);
        return outcome.IsDone ? outcome.Value ? Done("/desk/giving/details", "payout_kept") : Done("/desk/giving/details", "payout_asked") : Refused(outcome.Refusal);
    }

    private void Take(string? what, string? id) => (What, Id) = (Kinds.FirstOrDefault(k => k == what) ?? Kinds[0], id ?? "");

    private PayoutEdit? Edit() => What switch
    {
        "recipient" => new PayoutEdit { Recipient = new RecipientCard(Id.Length > 0 ? Id : NewId(), Text(Form.Name) ?? "", Text(Form.TaxNumber), Form.IsDeductible ? TaxStatus.Deductible : TaxStatus.None, Text(Form.ReceiptText) ?? "") },
        "bank" => new PayoutEdit { Bank = Bank() },
        "cheque" => new PayoutEdit { Cheque = new ChequeAddress(Form.Recipient ?? "", Text(Form.PayTo) ?? "", [.. (Form.Address ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)], Codes()) },
        "drop-bank" => new PayoutEdit { DropBank = Id },
        "drop-cheque" when Now.Cheques.Any(c => c.Recipient == Id) => new PayoutEdit { DropCheque = Id },
        "rail" when confirm.SetUp.FirstOrDefault(r => r.Id == Id) is { } card => new PayoutEdit { Rail = card },
        _ => null,
    };

    // The settings of processors name the first one so.
    private string NewId()
    {
        var slug = Slug.From(Form.Name);
        return Now.Recipients.Count == 0 ? FirstRecipient : Now.Recipients.Any(r => r.Id == slug) ? $"{slug}-{Now.Recipients.Count + 1}" : slug;
    }

    private BankAccount Bank()
    {
        var number = string.Concat((Form.Number ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return new BankAccount(number, Text(Form.Holder) ?? "", Form.Recipient ?? "", Codes())
        {
            Bic = Text(Form.Bic)?.ToUpperInvariant(),
            BankName = Text(Form.BankName),
            Note = Text(Form.Note),
            Address = Text(Form.Town) is null && Text(Form.PostCode) is null ? null
                : new SwissCreditor(Text(Form.Holder) ?? "", Text(Form.Street) ?? "", Text(Form.Building) ?? "", Text(Form.PostCode) ?? "", Text(Form.Town) ?? "", (Text(Form.Country) ?? "").ToUpperInvariant()),
        };
    }

    private IReadOnlyList<string> Codes() => [.. (Form.Currencies ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(c => c.ToUpperInvariant()).Distinct()];

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
