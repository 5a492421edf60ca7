using System.Text;
using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Guard.Keys;

/// <summary>The files in <c>keys/</c> that concern the site key, read and written whole.</summary>
internal sealed class KeyFiles(string folder)
{
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Folder => folder;

    public string Public => Path.Combine(folder, "site.pub");

    public string Secret => Path.Combine(folder, "site.key");

    public string Hashing => Path.Combine(folder, "hashing.key");

    public string Certificate => Path.Combine(folder, "site.cert");

    public string Trusted => Path.Combine(folder, "trusted");

    private string Turning => Path.Combine(folder, "turning.json");

    /// <summary>Another text when any of the files is another.</summary>
    public string Stamp() =>
        string.Join(' ', ((string[])[Turning, Public, Secret, Certificate, Trusted]).Select(f => File.GetLastWriteTimeUtc(f).Ticks));

    public static string LineOf(string publicFile) =>
        File.ReadAllLines(publicFile).Last(l => l.Length > 0 && !l.StartsWith("untrusted comment", StringComparison.Ordinal)).Trim();

    /// <summary>Lower-case hexadecimal id of a minisign line.</summary>
    public static string IdOf(string line) => Convert.ToHexStringLower(Convert.FromBase64String(line).AsSpan(2, 8));

    public KeyTurn? ReadTurn()
    {
        try
        {
            return CanonicalJson.Read<KeyTurn>(File.ReadAllBytes(Turning));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    public RetiredKey? ReadRetired(string id)
    {
        try
        {
            return CanonicalJson.Read<RetiredKey>(File.ReadAllBytes(Path.Combine(Trusted, id + ".json")));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    public void WriteSecret(string secret) => AtomicFile.Write(Secret, Encoding.ASCII.GetBytes(secret + "\n"), Private);

    public void WritePublic(string line) => AtomicFile.Write(Public, Lines("site key", line));

    public void WriteCertificate(SiteKeyCertificate? certificate)
    {
        if (certificate is null)
        {
            File.Delete(Certificate);
        }
        else
        {
            AtomicFile.Write(Certificate, CanonicalJson.Bytes(certificate));
        }
    }

    public void WriteRetired(RetiredKey key)
    {
        Directory.CreateDirectory(Trusted);
        var path = Path.Combine(Trusted, IdOf(key.Line));
        AtomicFile.Write(path + ".json", CanonicalJson.Bytes(key));
        AtomicFile.Write(path + ".pub", Lines("former site key", key.Line));
    }

    public void WriteTurn(KeyTurn turn)
    {
        AtomicFile.Write(Turning, CanonicalJson.Bytes(turn), Private);
        FolderFlush.Run(folder);
    }

    /// <summary>Puts everything of the turn in its own place; done again after a power cut, it comes to the same.</summary>
    public void EndTurn(KeyTurn turn)
    {
        WriteRetired(turn.Old);
        WriteSecret(turn.Secret);
        WritePublic(turn.Line);
        WriteCertificate(turn.Certificate);
        FolderFlush.Run(folder);
        File.Delete(Turning);
        FolderFlush.Run(folder);
        Mishap.Here("turn ended");
    }

    private static byte[] Lines(string what, string line) => Encoding.ASCII.GetBytes($"untrusted comment: {what} {IdOf(line).ToUpperInvariant()}\n{line}\n");
}
