using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Guard.Keys;

/// <summary>Everything in <c>keys/</c> as one file under a passphrase: whoever has both can publish in this newsroom's name.</summary>
public sealed class ExportKeys(DataFolder folder, IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    public const int ShortestPassphrase = 12;

    /// <returns>How many files it holds.</returns>
    public async Task<Outcome<int>> RunAsync(string file, string passphrase, Actor who, CancellationToken cancel)
    {
        if (passphrase.Length < ShortestPassphrase)
        {
            return new Refusal("short", $"The passphrase needs at least {ShortestPassphrase} letters: this file may be tried at leisure by whoever finds it.", "passphrase");
        }
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            await using var writing = await db.BeginWritingAsync(cancel);
            await audit.AddAsync(db, who, "export keys", "keys", Path.GetFileName(file), cancel);
            await db.SaveChangesAsync(cancel);
            await writing.CommitAsync(cancel);
        }
        var files = Directory.GetFiles(folder.Keys, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is not (".new" or ".lock"))
            .ToDictionary(f => Path.GetRelativePath(folder.Keys, f).Replace('\\', '/'), f => Convert.ToBase64String(File.ReadAllBytes(f)), StringComparer.Ordinal);
        AtomicFile.Write(file, KeyBox.Close(passphrase, CanonicalJson.Bytes(files)), KeyFiles.Private);
        return files.Count;
    }
}
