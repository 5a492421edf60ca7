using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard.Keys;

/// <summary>
/// Brings the keys of a newsroom back from a file of <see cref="ExportKeys"/>: a copy that could only serve can publish then.
/// Another newsroom's keys are taken only when that is said, and then as a turn of the key.
/// </summary>
public sealed class ImportKeys(DataFolder folder, KeyRing keys, TurnKey turn, IDbContextFactory<NewsroomDb> dbs, AuditLog audit, TimeProvider time)
{
    private const int MostFiles = 1000;

    /// <returns>The id of the site key that holds from now on.</returns>
    public async Task<Outcome<string>> RunAsync(string file, string passphrase, bool replace, Actor who, CancellationToken cancel)
    {
        if (!File.Exists(file))
        {
            return new Refusal("no_file", $"There is no file {file}.", "file");
        }
        var opened = KeyBox.Open(passphrase, await File.ReadAllBytesAsync(file, cancel));
        if (!opened.IsDone)
        {
            return opened.Refusal;
        }
        var files = CanonicalJson.Read<Dictionary<string, string>>(opened.Value).ToDictionary(f => f.Key, f => Convert.FromBase64String(f.Value), StringComparer.Ordinal);
        if (files.Count > MostFiles || !files.Keys.All(IsPlain) || !files.TryGetValue("site.key", out var secret) || !files.TryGetValue("site.pub", out var plain))
        {
            return new Refusal("no_key_file", "The file holds no site key. It was exported from a copy without one, or altered.", "file");
        }
        var line = System.Text.Encoding.ASCII.GetString(plain).Split('\n').Last(l => l.Length > 0 && !l.StartsWith("untrusted comment", StringComparison.Ordinal)).Trim();
        var isSame = line == keys.SitePublicKey;
        if (!isSame && !replace)
        {
            return new Refusal("other_keys", "These are the keys of another newsroom, or this one's of another time. With --replace they take the place of those here; what is kept secret under those (codes, credentials) cannot be read any more.", "replace");
        }
        await NoteAsync(who, KeyFiles.IdOf(line), cancel);
        if (!isSame)
        {
            await turn.RunAsync(last => new KeyTurn(line, System.Text.Encoding.ASCII.GetString(secret).Trim(), new RetiredKey(keys.SitePublicKey, time.GetUtcNow(), last)), cancel);
        }
        // The public one last: while it is missing, everything is written again.
        foreach (var (name, bytes) in files.OrderBy(f => f.Key is "site.pub").Where(f => isSame || !f.Key.StartsWith("turning", StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder.Keys, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, bytes, name.EndsWith(".pub", StringComparison.Ordinal) ? null : KeyFiles.Private);
        }
        keys.Load();
        return keys.SiteKeyId;
    }

    private async Task NoteAsync(Actor who, string key, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await audit.AddAsync(db, who, "import keys", "keys", key, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }

    private static bool IsPlain(string name) =>
        name.Length is > 0 and < 200 && name.Split('/') is { Length: <= 3 } parts
        && parts.All(p => p.Length > 0 && p[0] != '.' && p.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
}
