using Broadside.Giving.Gifts;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Letters;

/// <summary>Whom to write to about a gift, and who got it.</summary>
public sealed class FindAddressee(SiteRecord site)
{
    /// <returns>Null: nobody left an address, or it was erased.</returns>
    public async Task<Addressee?> RunAsync(NewsroomDb db, Gift gift, CancellationToken cancel)
    {
        if (gift.Donor is not null && await db.Set<DonorDetails>().AsNoTracking().SingleOrDefaultAsync(d => d.Donor == gift.Donor, cancel) is { } donor)
        {
            return new Addressee(donor.Email, donor.Language, gift.Donor);
        }
        var email = await db.Set<GiftDetails>().Where(d => d.Gift == gift.Id).Select(d => d.Email).SingleOrDefaultAsync(cancel);
        return email is null ? null : new Addressee(email, gift.Language, gift.Donor);
    }

    /// <summary>As the signed record has them; one that stands in the table alone is nobody's to deduct.</summary>
    public async Task<RecipientCard> RecipientAsync(NewsroomDb db, string id, CancellationToken cancel)
    {
        if (site.Read<PayoutDetails>(PayoutDetails.Part).Recipients.FirstOrDefault(r => r.Id == id) is { } card)
        {
            return card;
        }
        var row = await db.Set<LegalRecipient>().AsNoTracking().SingleAsync(r => r.Id == id, cancel);
        return new RecipientCard(id, row.Name, row.TaxNumber, TaxStatus.None, "");
    }
}

/// <param name="Email">Where to.</param>
/// <param name="Language">Of the words.</param>
/// <param name="Donor">Null: the address stands with the gift alone.</param>
public sealed record Addressee(string Email, string Language, string? Donor);
