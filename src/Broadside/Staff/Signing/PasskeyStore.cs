using System.Buffers.Text;
using Broadside.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Staff.Signing;

/// <summary>
/// What Identity's passkey handler asks of a store, over the newsroom's own tables: who has which passkey. It asks nothing
/// else, so nothing else is answered here.
/// </summary>
internal sealed class PasskeyStore(IDbContextFactory<NewsroomDb> dbs) : IUserPasskeyStore<StaffMember>
{
    public Task<string> GetUserIdAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(StaffMember user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Email);

    public async Task<StaffMember?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == userId && m.RemovedAt == null, cancellationToken);
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(StaffMember user, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return [.. (await db.Set<Passkey>().AsNoTracking().Where(p => p.StaffId == user.Id).OrderBy(p => p.MadeAt).ToListAsync(cancellationToken)).Select(Info)];
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(StaffMember user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<Passkey>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.StaffId == user.Id, cancellationToken) is { } passkey ? Info(passkey) : null;
    }

    public async Task<StaffMember?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        return await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(m => db.Set<Passkey>().Any(p => p.Id == id && p.StaffId == m.Id), cancellationToken);
    }

    public Task AddOrUpdatePasskeyAsync(StaffMember user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Unasked();

    public Task RemovePasskeyAsync(StaffMember user, byte[] credentialId, CancellationToken cancellationToken) => throw Unasked();

    public Task SetUserNameAsync(StaffMember user, string? userName, CancellationToken cancellationToken) => throw Unasked();

    public Task<string?> GetNormalizedUserNameAsync(StaffMember user, CancellationToken cancellationToken) => throw Unasked();

    public Task SetNormalizedUserNameAsync(StaffMember user, string? normalizedName, CancellationToken cancellationToken) => throw Unasked();

    public Task<IdentityResult> CreateAsync(StaffMember user, CancellationToken cancellationToken) => throw Unasked();

    public Task<IdentityResult> UpdateAsync(StaffMember user, CancellationToken cancellationToken) => throw Unasked();

    public Task<IdentityResult> DeleteAsync(StaffMember user, CancellationToken cancellationToken) => throw Unasked();

    public Task<StaffMember?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw Unasked();

    public void Dispose()
    {
    }

    private static UserPasskeyInfo Info(Passkey passkey) => new(
        Base64Url.DecodeFromChars(passkey.Id),
        Base64Url.DecodeFromChars(passkey.PublicKey),
        passkey.MadeAt,
        (uint)passkey.SignCount,
        passkey.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        passkey.UserVerified,
        passkey.BackupEligible,
        passkey.BackedUp,
        attestationObject: [],
        clientDataJson: []);

    private static NotSupportedException Unasked() => new("The passkey handler does not write and does not look for names.");
}
