using System.Security.Cryptography;
using System.Text;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Mine;

/// <summary>Links to a donor's own page, good once, and sessions; each for a quarter of an hour.</summary>
public sealed class MineLinks(IDbContextFactory<NewsroomDb> dbs, TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private const int SecretBytes = 20;

    /// <summary>A new secret; the caller saves.</summary>
    public string Add(NewsroomDb db, string donor, MineLinkKind kind)
    {
        var secret = Convert.ToHexStringLower(Ids.NewSecret(SecretBytes));
        var now = time.GetUtcNow();
        db.Add(new MineLink { Hash = Hash(secret), Donor = donor, Kind = kind, MadeAt = now, ExpiresAt = now + Life });
        return secret;
    }

    /// <summary>Whether a link would open something. Changes nothing: machines that look at mail come here.</summary>
    public async Task<bool> IsGoodAsync(string? secret, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await FindAsync(db, secret, MineLinkKind.Letter, cancel) is not null;
    }

    /// <summary>Uses a link up and opens a session.</summary>
    /// <returns>The session's secret; null where the link is used, too old or nobody's.</returns>
    public async Task<string?> OpenAsync(string? secret, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = time.GetUtcNow();
        if (await FindAsync(db, secret, MineLinkKind.Letter, cancel) is not { } link)
        {
            return null;
        }
        link.UsedAt = now;
        var session = Add(db, link.Donor, MineLinkKind.Session);
        await db.Set<MineLink>().Where(l => l.ExpiresAt < now).ExecuteDeleteAsync(cancel);
        await db.SaveChangesAsync(cancel);
        Mishap.Here("link used");
        await writing.CommitAsync(cancel);
        return session;
    }

    /// <returns>Id of the donor whose session it is; null: nobody's, or over.</returns>
    public async Task<string?> DonorAsync(string? session, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return (await FindAsync(db, session, MineLinkKind.Session, cancel))?.Donor;
    }

    public async Task CloseAsync(string donor, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await db.Set<MineLink>().Where(l => l.Donor == donor).ExecuteDeleteAsync(cancel);
    }

    private async Task<MineLink?> FindAsync(NewsroomDb db, string? secret, MineLinkKind kind, CancellationToken cancel)
    {
        if (secret is not { Length: SecretBytes * 2 })
        {
            return null;
        }
        var (hash, now) = (Hash(secret.ToLowerInvariant()), time.GetUtcNow());
        var link = await db.Set<MineLink>().SingleOrDefaultAsync(l => l.Hash == hash && l.Kind == kind && l.ExpiresAt > now, cancel);
        return link is null || (link.UsedAt is not null && Defence.IsOn("single-use-link")) ? null : link;
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("mine " + secret)));
}
