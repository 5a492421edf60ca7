using System.Text.Json;
using System.Text.RegularExpressions;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mirror.Targets;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mirror.Pushing;

/// <summary>
/// Puts a mirror on the list. Folders of this machine and hosts of its own network are for the operator alone: whoever signs in at the
/// desk shall not make the server write into them.
/// </summary>
public sealed partial class AddMirror(IDbContextFactory<NewsroomDb> dbs, Secrets secrets, DataFolder folder, BaseAddress outlet, AuditLog audit, JobQueue jobs, Ids ids, TimeProvider time)
{
    private const int Most = 50;

    /// <param name="Name">Short, as <c>lisbon</c>.</param>
    /// <param name="Address">Where the files go.</param>
    /// <param name="At">Where readers find it; empty where only files are kept there.</param>
    public sealed record Wish(string? Name, string? Address, string? At = null)
    {
        /// <summary>The access key of S3, WebDAV's user, rsync's.</summary>
        public string? User { get; init; }

        public string? Password { get; init; }

        /// <summary>A private key of SSH. Where there is neither it nor a password, one is made.</summary>
        public string? PrivateKey { get; init; }

        /// <summary>Said on the command line: folders and hosts of the local network are allowed.</summary>
        public bool ByOperator { get; init; }
    }

    public async Task<Outcome<MirrorRow>> RunAsync(Wish wish, Actor who, CancellationToken cancel)
    {
        var name = (wish.Name ?? "").Trim();
        if (!NameForm().IsMatch(name))
        {
            return new Refusal("mirror_name", "A mirror's name is short and has letters, digits and dashes, as lisbon-2.", "name");
        }
        var parsed = MirrorAddress.Parse(wish.Address);
        if (!parsed.IsDone)
        {
            return parsed.Refusal;
        }
        var address = parsed.Value;
        if (await RefusedAsync(address, wish, cancel) is { } refusal)
        {
            return refusal;
        }
        var at = ReadAt(wish.At);
        if (!at.IsDone)
        {
            return at.Refusal;
        }
        var id = ids.New();
        var (secret, line) = SecretOf(address, wish, name);
        var row = new MirrorRow
        {
            Id = id,
            Name = name,
            Address = address.Text,
            PublicAddress = at.Value.Length > 0 ? at.Value : null,
            Secret = secret is null ? null : secrets.Seal(MirrorRow.Purpose(id), JsonSerializer.Serialize(secret, CanonicalJson.Options)),
            SshKey = line,
            IsLocal = wish.ByOperator,
            State = MirrorState.New,
            BehindSince = time.GetUtcNow(),
            AddedBy = who.Id,
            AddedAt = time.GetUtcNow(),
        };
        return await KeepAsync(row, who, cancel);
    }

    private async Task<Outcome<MirrorRow>> KeepAsync(MirrorRow row, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var live = await db.Set<MirrorRow>().AsNoTracking().Where(m => m.DroppedAt == null).Select(m => new { m.Name, m.Address }).ToListAsync(cancel);
        if (live.Any(m => m.Name == row.Name))
        {
            return new Refusal("mirror_taken", "There is a mirror of that name already. Choose another, or remove that one first.", "name");
        }
        if (live.Any(m => m.Address == row.Address))
        {
            return new Refusal("mirror_twice", "There is a mirror at that address already.", "address");
        }
        if (live.Count >= Most)
        {
            return new Refusal("mirror_many", "There are fifty mirrors already. Remove one first.", "name");
        }
        db.Add(row);
        await jobs.AddAsync(db, PushJob.JobKind, new PushOrder(row.Id), cancel, time.GetUtcNow() + TimeSpan.FromMinutes(1));
        await audit.AddAsync(db, who, "add mirror", "mirror/" + row.Id, $"{row.Name}: {row.Address}", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return row;
    }

    private async Task<Refusal?> RefusedAsync(MirrorAddress address, Wish wish, CancellationToken cancel)
    {
        if (address.Kind == MirrorKind.Folder)
        {
            var path = Path.GetFullPath(address.Path) + "/";
            var data = Path.GetFullPath(folder.Path) + "/";
            return !wish.ByOperator ? new Refusal("mirror_folder", "Folders of the newsroom's own machine are added on its command line: broadside mirror add NAME file:///…", "address")
                : path.StartsWith(data, StringComparison.Ordinal) || data.StartsWith(path, StringComparison.Ordinal) ? new Refusal("mirror_data", "That is the newsroom's own data folder, or around it. A mirror has a folder of its own.", "address")
                : null;
        }
        if (!wish.ByOperator && await OutsideClient.IsLocalAsync(address.Host, cancel))
        {
            return new Refusal("mirror_local", "That is a host of the newsroom's own network. Such a mirror is added on the command line.", "address");
        }
        if (address.Kind == MirrorKind.S3 && (string.IsNullOrWhiteSpace(wish.User) || string.IsNullOrWhiteSpace(wish.Password)))
        {
            return new Refusal("mirror_s3_keys", "S3 wants two keys: the access key as the user, the secret key as the password.", "user");
        }
        return address is { Kind: MirrorKind.Rsync, IsSsh: true } && !string.IsNullOrEmpty(wish.Password)
            ? new Refusal("mirror_rsync_key", "rsync over SSH signs in with a key, not with a password. Leave the password empty and a key is made, or use sftp://.", "password")
            : null;
    }

    private static (MirrorSecret? Secret, string? Line) SecretOf(MirrorAddress address, Wish wish, string name)
    {
        var secret = new MirrorSecret { User = Given(wish.User), Password = Given(wish.Password), PrivateKey = Given(wish.PrivateKey) };
        if ((address.Kind == MirrorKind.Sftp || address.IsSsh) && secret is { Password: null, PrivateKey: null })
        {
            var (made, line) = SshKey.Make("broadside-" + name);
            return (secret with { PrivateKey = made }, line);
        }
        return (secret == new MirrorSecret() ? null : secret, null);
    }

    private Outcome<string> ReadAt(string? written)
    {
        var text = (written ?? "").Trim().TrimEnd('/');
        if (text.Length == 0)
        {
            return "";
        }
        var isWeb = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri!.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0 && text.Length <= 500;
        return isWeb && text != outlet.Value ? text : new Refusal("mirror_at", "Where readers find it is an address that begins with https:// and is not the outlet's own.", "at");
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [GeneratedRegex(@"\A[\p{L}\p{Nd}][\p{L}\p{Nd}-]{0,39}\z")]
    private static partial Regex NameForm();
}
