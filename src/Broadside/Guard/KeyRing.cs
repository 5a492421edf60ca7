using System.Text;
using Broadside.Kit;
using Broadside.Storage;
using NSec.Cryptography;

namespace Broadside.Guard;

/// <summary>
/// The keys in <c>keys/</c>, outside the database: the site key that signs versions (Ed25519), and a secret for keyed
/// hashes. Public keys that were once the site's stand in <c>keys/trusted/</c>. Without the private key a newsroom
/// serves but cannot publish.
/// </summary>
public sealed class KeyRing(DataFolder folder) : IDisposable
{
    internal const string NoSecret = "The site's private key is not in keys/: this copy serves, but cannot publish. Bring keys/site.key from the original newsroom.";

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Dictionary<string, PublicKey> trusted = [];
    private Key? site;
    private byte[] siteId = [];
    private byte[] hashing = [];

    /// <summary>Sixteen hexadecimal digits that name the site key.</summary>
    public string SiteKeyId { get; private set; } = "";

    /// <summary>The minisign public-key line of the site key, <c>RW…</c></summary>
    public string SitePublicKey { get; private set; } = "";

    public bool CanSign => site is not null;

    /// <summary>Loads the keys; makes them in a newsroom that has none.</summary>
    public void Open()
    {
        Directory.CreateDirectory(folder.Keys);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Keys, Private | UnixFileMode.UserExecute);
        }
        if (!File.Exists(PublicFile))
        {
            Make();
        }
        Load();
    }

    /// <summary>Loads the keys that are there.</summary>
    public void Load()
    {
        SitePublicKey = File.ReadAllLines(PublicFile).Last(l => l.Length > 0 && !l.StartsWith("untrusted comment", StringComparison.Ordinal)).Trim();
        SiteKeyId = Trust(SitePublicKey);
        siteId = Convert.FromHexString(SiteKeyId);
        foreach (var file in Directory.Exists(TrustedFolder) ? Directory.GetFiles(TrustedFolder, "*.pub") : [])
        {
            Trust(File.ReadAllLines(file)[^1].Trim());
        }
        if (File.Exists(SecretFile))
        {
            site = Key.Import(SignatureAlgorithm.Ed25519, Convert.FromBase64String(File.ReadAllText(SecretFile).Trim()), KeyBlobFormat.RawPrivateKey);
        }
        hashing = File.Exists(HashingFile) ? Convert.FromBase64String(File.ReadAllText(HashingFile).Trim()) : [];
    }

    /// <exception cref="SettingsException">The private key is not here.</exception>
    public byte[] Sign(ReadOnlySpan<byte> bytes) => SignatureAlgorithm.Ed25519.Sign(Site(), bytes);

    /// <summary>A <c>.minisig</c> of the file by the site key.</summary>
    public string SignFile(ReadOnlySpan<byte> file, string trustedComment) => Minisign.Sign(Site(), siteId, file, trustedComment);

    public bool Verifies(string keyId, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        trusted.TryGetValue(keyId, out var key) && SignatureAlgorithm.Ed25519.Verify(key, bytes, signature);

    /// <summary>Whether a public-key line is the site's, or once was.</summary>
    public bool Trusts(string line)
    {
        var bytes = new byte[64];
        return Convert.TryFromBase64String(line.Trim(), bytes, out var length) && length == 42
            && trusted.TryGetValue(Convert.ToHexStringLower(bytes.AsSpan(2, 8)), out var key) && bytes.AsSpan(10, 32).SequenceEqual(key.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>A hash that only this newsroom can make: to recognise an e-mail address again without keeping it.</summary>
    public string KeyedHash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(hashing, Encoding.UTF8.GetBytes(text)));

    public void Dispose() => site?.Dispose();

    private string PublicFile => Path.Combine(folder.Keys, "site.pub");

    private string SecretFile => Path.Combine(folder.Keys, "site.key");

    private string HashingFile => Path.Combine(folder.Keys, "hashing.key");

    private string TrustedFolder => Path.Combine(folder.Keys, "trusted");

    private Key Site() => site ?? throw new SettingsException(NoSecret);

    private void Make()
    {
        using var made = Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        var id = Ids.NewSecret(8);
        var line = Minisign.PublicKeyLine(id, made.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        AtomicFile.Write(HashingFile, Encoding.ASCII.GetBytes(Convert.ToBase64String(Ids.NewSecret(32)) + "\n"), Private);
        AtomicFile.Write(SecretFile, Encoding.ASCII.GetBytes(Convert.ToBase64String(made.Export(KeyBlobFormat.RawPrivateKey)) + "\n"), Private);
        AtomicFile.Write(PublicFile, Encoding.ASCII.GetBytes($"untrusted comment: site key {Convert.ToHexString(id)}\n{line}\n"));
    }

    private string Trust(string line)
    {
        var bytes = Convert.FromBase64String(line);
        var id = Convert.ToHexStringLower(bytes.AsSpan(2, 8));
        trusted[id] = PublicKey.Import(SignatureAlgorithm.Ed25519, bytes.AsSpan(10, 32), KeyBlobFormat.RawPublicKey);
        return id;
    }
}
