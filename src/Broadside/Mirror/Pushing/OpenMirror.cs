using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Targets;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pushing;

/// <summary>Connects to a mirror of the list: opens its secret, holds its host to the key that it showed the first time.</summary>
public sealed class OpenMirror(IDbContextFactory<NewsroomDb> dbs, OpenTarget open, Secrets secrets)
{
    /// <exception cref="MirrorTrouble">It cannot be reached, or does not let us in.</exception>
    public async Task<IMirrorTarget> RunAsync(MirrorRow mirror, CancellationToken cancel)
    {
        var address = MirrorAddress.Parse(mirror.Address).Value ?? throw new MirrorTrouble(TroubleKind.Broken, "its address cannot be read any more");
        // Looked up again each time: a name that was somebody else's when it was added may be this machine's by now.
        if (!mirror.IsLocal && address.Host.Length > 0 && await OutsideClient.IsLocalAsync(address.Host, cancel))
        {
            throw new MirrorTrouble(TroubleKind.Denied, $"{address.Host} is a host of the local network; only the command line may add such a mirror");
        }
        var pin = new HostKeyPin(mirror.HostKey);
        IMirrorTarget target;
        try
        {
            target = await open.RunAsync(address, SecretOf(mirror), pin, cancel);
        }
        finally
        {
            await KeepAsync(mirror, pin, cancel);
        }
        return address is { Kind: MirrorKind.Rsync, IsSsh: true } ? await AskedAsync(mirror, target, pin, cancel) : target;
    }

    private MirrorSecret SecretOf(MirrorRow mirror)
    {
        if (mirror.Secret is null)
        {
            return new MirrorSecret();
        }
        var text = secrets.Open(MirrorRow.Purpose(mirror.Id), mirror.Secret) ?? throw new MirrorTrouble(TroubleKind.Login, "the key that its password is kept under is not in keys/; add the mirror again");
        return JsonSerializer.Deserialize<MirrorSecret>(text, CanonicalJson.Options)!;
    }

    // rsync shows the host's key only when it has run once.
    private async Task<IMirrorTarget> AskedAsync(MirrorRow mirror, IMirrorTarget target, HostKeyPin pin, CancellationToken cancel)
    {
        try
        {
            await target.ReadAsync(Editions.EditionPath.Manifest, 1 << 20, cancel);
            await KeepAsync(mirror, pin, cancel);
            return target;
        }
        catch
        {
            await target.DisposeAsync();
            throw;
        }
    }

    private async Task KeepAsync(MirrorRow mirror, HostKeyPin pin, CancellationToken cancel)
    {
        if (mirror.HostKey is null && pin.Pinned is { } shown)
        {
            mirror.HostKey = shown;
            await using var db = await dbs.CreateDbContextAsync(cancel);
            await db.Set<MirrorRow>().Where(m => m.Id == mirror.Id && m.HostKey == null).ExecuteUpdateAsync(m => m.SetProperty(x => x.HostKey, shown), cancel);
        }
    }
}
