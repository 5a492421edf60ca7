using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Broadside.Kit;

namespace Broadside.Import.Uploads;

/// <summary>
/// The sent files on the disk: <c>uploads/ID/0-export.xml</c>. Their names and hashes stand in the upload's row, and what a
/// person agreed to is signed with them: a file that was changed meanwhile is not imported.
/// </summary>
public sealed class UploadFiles(DataFolder folder)
{
    /// <summary>One file as it was sent.</summary>
    public sealed record Sent(string Name, string Sha256);

    private string Root => folder.Within("uploads");

    /// <summary>Writes a file down as it comes.</summary>
    public async Task<(Sent File, long Bytes)> KeepAsync(string upload, int number, string name, Stream content, CancellationToken cancel)
    {
        var home = Path.Combine(Root, upload);
        Directory.CreateDirectory(home);
        var clean = Clean(name);
        await using var file = new FileStream(PathOf(upload, number, clean), FileMode.CreateNew, FileAccess.Write);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 17];
        int read;
        while ((read = await content.ReadAsync(buffer, cancel)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        file.Flush(flushToDisk: true);
        return (new Sent(clean, Convert.ToHexStringLower(hash.GetHashAndReset())), file.Length);
    }

    /// <summary>Paths of an upload's files; null when one is gone or is not what was sent.</summary>
    public async Task<IReadOnlyList<string>?> PathsAsync(string upload, string files, CancellationToken cancel)
    {
        var paths = new List<string>();
        foreach (var sent in Read(files))
        {
            var path = PathOf(upload, paths.Count, Clean(sent.Name));
            if (!File.Exists(path))
            {
                return null;
            }
            await using var file = File.OpenRead(path);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel)) != sent.Sha256)
            {
                return null;
            }
            paths.Add(path);
        }
        return paths;
    }

    public void Remove(string upload)
    {
        var home = Path.Combine(Root, Path.GetFileName(upload));
        if (Directory.Exists(home))
        {
            Directory.Delete(home, recursive: true);
        }
    }

    public static string Text(IReadOnlyList<Sent> files) => JsonSerializer.Serialize(files, CanonicalJson.Options);

    public static IReadOnlyList<Sent> Read(string files) => JsonSerializer.Deserialize<List<Sent>>(files, CanonicalJson.Options)!;

    /// <summary>The last part of a sender's name for a file, fit to be a name here: no path, no sign that a system takes amiss.</summary>
    internal static string Clean(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var clean = new string([.. last.Where(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ')]).Trim('.', ' ');
        return clean.Length == 0 ? "file" : clean[^Math.Min(clean.Length, 80)..].TrimStart('.', ' ');
    }

    private string PathOf(string upload, int number, string name) => Path.Combine(Root, Path.GetFileName(upload), string.Create(CultureInfo.InvariantCulture, $"{number}-{name}"));
}
