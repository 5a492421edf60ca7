using System.Text;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>The donor behind an address, made at the first gift; within the caller's writing transaction.</summary>
public sealed class FindDonor(Ids ids, TimeProvider time)
{
    private const int Longest = 254;

    /// <returns>The donor's id; null where it is no address.</returns>
    public async Task<string?> RunAsync(NewsroomDb db, string email, string? name, string? country, string language, CancellationToken cancel)
    {
        if (Key(email) is not { } key)
        {
            return null;
        }
        if (await db.Set<DonorDetails>().SingleOrDefaultAsync(d => d.EmailKey == key, cancel) is { } known)
        {
            (known.Name, known.Country, known.Language) = (name ?? known.Name, country ?? known.Country, language);
            return known.Donor;
        }
        var donor = new Donor { Id = ids.New(), CreatedAt = time.GetUtcNow() };
        db.Add(donor);
        await db.SaveChangesAsync(cancel);
        db.Add(new DonorDetails { Donor = donor.Id, EmailKey = key, Email = email.Trim(), Name = name, Country = country, Language = language });
        return donor.Id;
    }

    /// <summary>What makes two addresses the same; null where it is none.</summary>
    public static string? Key(string email)
    {
        var text = email.Trim();
        var at = text.LastIndexOf('@');
        return at < 1 || at == text.Length - 1 || text.Length > Longest || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c)) ? null : text.Normalize(NormalizationForm.FormC).ToLowerInvariant();
    }
}
