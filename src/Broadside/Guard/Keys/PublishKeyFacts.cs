using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard.Keys;

/// <summary>Tells readers, in the signed site record, which site key holds and who vouches for it.</summary>
public sealed class PublishKeyFacts(IDbContextFactory<NewsroomDb> dbs, VersionStore versions, SiteRecord site, KeyRing keys, AuditLog audit)
{
    /// <param name="what">For the audit log, as "certify site key".</param>
    /// <param name="detail">For the audit log.</param>
    /// <param name="who">Who did it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="revoked">One more.</param>
    public async Task RunAsync(string what, string detail, Actor who, CancellationToken cancel, Revocation? revoked = null)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await versions.BeginWritingAsync(db, cancel);
        await audit.AddAsync(db, who, what, SiteRecord.Subject(KeyFacts.Part), detail, cancel);
        var before = site.Read<KeyFacts>(KeyFacts.Part);
        var now = before with
        {
            Site = keys.SitePublicKey,
            Certificate = keys.Certificate,
            Revoked = revoked is null || before.Revoked.Any(r => r.Key == revoked.Key) ? before.Revoked : [.. before.Revoked, revoked],
        };
        // Where no root key was ever made there is nothing to tell.
        var isFirst = versions.Live(SiteRecord.Subject(KeyFacts.Part)) is null && now.Certificate is null && now.Revoked.Count == 0;
        await versions.CommitAsync(db, writing, isFirst || site.Draft(KeyFacts.Part, now, who, what) is not { } draft ? [] : [draft], cancel);
    }
}
