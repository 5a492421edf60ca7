using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>Makes a fund: what gifts may be spent on, and who legally receives them. Its account in the books bears its short name for ever.</summary>
public sealed class KeepFund(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    private const int LongestName = 80;

    public async Task<Outcome<Fund>> RunAsync(string name, string recipient, bool isRestricted, Actor who, CancellationToken cancel)
    {
        // Accounts are of ASCII letters: what is left of a name in another script is counted through.
        var slug = string.Concat(Slug.From(name).Where(c => char.IsAsciiLetterOrDigit(c) || c == '-')).Trim('-');
        if (name.Trim().Length is 0 or > LongestName)
        {
            return new Refusal("fund_name", "Give it a name of at most 80 characters.", "name");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (!await db.Set<LegalRecipient>().AnyAsync(r => r.Id == recipient, cancel))
        {
            return new Refusal("recipient", "Say first who legally receives the money.", "recipient");
        }
        slug = slug.Length > 0 ? slug : $"fund-{await db.Set<Fund>().CountAsync(cancel) + 1}";
        if (await db.Set<Fund>().AnyAsync(f => f.Id == slug, cancel))
        {
            return new Refusal("fund_taken", "There is a fund of this name already.", "name");
        }
        var fund = new Fund { Id = slug, Name = name.Trim(), Recipient = recipient, IsRestricted = isRestricted };
        db.Add(fund);
        await audit.AddAsync(db, who, "make fund", $"fund/{slug}", fund.Name, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return fund;
    }
}
