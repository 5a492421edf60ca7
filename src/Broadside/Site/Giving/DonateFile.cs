using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Site.Giving;

/// <summary><c>donate.json</c>: where gifts go, as it was signed. A function of the signed record and of nothing else: two copies with one version differ in no byte.</summary>
public sealed class DonateFile(SiteRecord site, VersionStore versions, BaseAddress address)
{
    public byte[] Make()
    {
        var details = site.Read<PayoutDetails>(PayoutDetails.Part);
        var signed = versions.Live(SiteRecord.Subject(PayoutDetails.Part));
        return CanonicalJson.Bytes(new DonateManifest(
            1,
            address.Value,
            signed is null ? null : new DonateVersion(signed.Number, signed.Sha256, signed.SettledAt),
            [.. details.Recipients.Select(r => new DonateRecipient(r.Id, r.Name, r.TaxNumber, r.TaxStatus == Broadside.Giving.Gifts.TaxStatus.Deductible))],
            [.. details.Banks.Select(b => new DonateBank(b.Recipient, b.Number, b.Holder, b.Bic, b.BankName, b.Note, b.Currencies, TransferAccounts.Epc(b, null, null)))],
            [.. details.Cheques.Select(c => new DonateCheque(c.Recipient, c.PayTo, c.Lines, c.Currencies))]));
    }

    private sealed record DonateManifest(int V, string Site, DonateVersion? AsOf, IReadOnlyList<DonateRecipient> Recipients, IReadOnlyList<DonateBank> Banks, IReadOnlyList<DonateCheque> Cheques);

    private sealed record DonateVersion(int Number, string Sha256, DateTimeOffset At);

    private sealed record DonateRecipient(string Id, string Name, string? TaxNumber, bool Deductible);

    private sealed record DonateBank(string Recipient, string Number, string Holder, string? Bic, string? Bank, string? Note, IReadOnlyList<string> Currencies, string? Epc);

    private sealed record DonateCheque(string Recipient, string PayTo, IReadOnlyList<string> Lines, IReadOnlyList<string> Currencies);
}
