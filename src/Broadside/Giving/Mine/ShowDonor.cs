using System.Globalization;
using System.Text;
using Broadside.Giving.Gifts;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Mine;

/// <summary>How a donor is named in public, for all their gifts at once.</summary>
public sealed class ShowDonor(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    private const int Longest = 80;

    public async Task<Outcome<Visibility>> RunAsync(string donor, Visibility visibility, string? name, CancellationToken cancel)
    {
        var clean = Clean(name);
        if (visibility != Visibility.Anonymous && (clean.Length == 0 || clean.Contains("://", StringComparison.Ordinal) || clean.Contains("www.", StringComparison.OrdinalIgnoreCase)))
        {
            return new Refusal("name", "mine.bad_name", "name");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var own = db.Set<Gift>().Where(g => g.Donor == donor);
        await own.ExecuteUpdateAsync(g => g.SetProperty(x => x.Visibility, visibility), cancel);
        if (visibility != Visibility.Anonymous)
        {
            await db.Set<GiftDetails>().Where(d => own.Any(g => g.Id == d.Gift)).ExecuteUpdateAsync(d => d.SetProperty(x => x.Name, clean), cancel);
            var bare = await own.Where(g => !db.Set<GiftDetails>().Any(d => d.Gift == g.Id)).Select(g => g.Id).ToListAsync(cancel);
            db.AddRange(bare.Select(g => new GiftDetails { Gift = g, Name = clean }));
            await db.Set<DonorDetails>().Where(d => d.Donor == donor).ExecuteUpdateAsync(d => d.SetProperty(x => x.Name, clean), cancel);
        }
        await audit.AddAsync(db, MineActor.Of(donor), "show donor", $"donor/{donor}", visibility.ToString().ToLowerInvariant(), cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return visibility;
    }

    // What turns the direction of a line, or is not seen, is no part of a name.
    private static string Clean(string? name)
    {
        var text = new StringBuilder();
        foreach (var rune in (name ?? "").Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) && text.Length < Longest)
            {
                text.Append(rune.ToString());
            }
        }
        return text.ToString().Trim();
    }
}
