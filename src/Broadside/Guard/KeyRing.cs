using System.Collections.Frozen;
using System.Text;
using Broadside.Guard.Keys;
using Broadside.Kit;
using Broadside.Storage;
using NSec.Cryptography;

namespace Broadside.Guard;

/// <summary>
/// The keys in <c>keys/</c>, outside the database: the site key that signs versions (Ed25519), and a secret for keyed
/// hashes. Public keys that were once the site's stand in <c>keys/trusted/</c>, with the last position that each signed.
/// Without the private key a newsroom serves but cannot publish. Another program may turn the key meanwhile: then the
/// files are read again.
/// </summary>
public sealed class KeyRing(DataFolder folder) : IDisposable
{
    /// <summary>What pages note in which the site key stands, its certificate or the keys before it.</summary>
    public const string Note = "keyring";

    internal const string NoSecret = "The site's private key is not in keys/: this copy serves, but cannot publish. Bring keys/site.key from the original newsroom.";

    private readonly Lock gate = new();
    private volatile Known known = Known.Nothing;

    /// <summary>Another site key holds, or another certificate, or one more former key is known, whichever program put it there: keys that pages noted.</summary>
    public event Action<IReadOnlySet<string>>? Changed;

    /// <summary>Sixteen hexadecimal digits that name the site key.</summary>
    public string SiteKeyId => known.Id;

    /// <summary>The minisign public-key line of the site key, <c>RW…</c></summary>
    public string SitePublicKey => known.Line;

    public bool CanSign => known.Site is not null;

    /// <summary>The root key's word for the site key; null where there is no root key, or it has not certified this one.</summary>
    public SiteKeyCertificate? Certificate => known.Certificate;

    /// <summary>Site keys of earlier times, the last first.</summary>
    public IReadOnlyList<RetiredKey> Retired => [.. known.Trusted.Values.Select(t => t.Retired).OfType<RetiredKey>().OrderByDescending(r => r.RetiredAt)];

    /// <summary>A change of the key was begun and not ended: the new one holds, the signed heads are still the old one's.</summary>
    internal bool IsTurning => known.Turn is not null;

    private KeyFiles Files { get; } = new(folder.Keys);

    /// <summary>Loads the keys; makes them in a newsroom that has none.</summary>
    public void Open()
    {
        Directory.CreateDirectory(folder.Keys);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Keys, KeyFiles.Private | UnixFileMode.UserExecute);
        }
        if (!File.Exists(Files.Public) && Files.ReadTurn() is null)
        {
            Make();
        }
        Load();
    }

    /// <summary>Loads the keys that are there.</summary>
    public void Load()
    {
        Known before;
        lock (gate)
        {
            before = known;
            // What another program writes meanwhile belongs together only once it has stopped.
            for (var left = 5; left > 0; left--)
            {
                var stamp = Files.Stamp();
                known = Read(stamp);
                if (Files.Stamp() == stamp)
                {
                    break;
                }
            }
        }
        if (before.Line.Length > 0 && (before.Line != known.Line || before.Certificate != known.Certificate || before.Trusted.Count != known.Trusted.Count))
        {
            Changed?.Invoke(new HashSet<string>(StringComparer.Ordinal) { Note });
        }
    }

    /// <summary>Loads them again if they are others by now.</summary>
    public void Follow()
    {
        if (known.Stamp.Length > 0 && Files.Stamp() != known.Stamp)
        {
            Load();
        }
    }

    /// <exception cref="SettingsException">The private key is not here.</exception>
    public byte[] Sign(ReadOnlySpan<byte> bytes)
    {
        Follow();
        return SignatureAlgorithm.Ed25519.Sign(Site(), bytes);
    }

    /// <summary>A <c>.minisig</c> of the file by the site key.</summary>
    public string SignFile(ReadOnlySpan<byte> file, string trustedComment)
    {
        Follow();
        return Minisign.Sign(Site(), Convert.FromHexString(known.Id), file, trustedComment);
    }

    /// <summary>Whether the site key, or one of its forerunners that is still believed, signed this.</summary>
    public bool Verifies(string keyId, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        Find(keyId) is { } key && key.Retired?.IsBelieved != false && SignatureAlgorithm.Ed25519.Verify(key.Key, bytes, signature);

    /// <summary>The trusted comment of a <c>.minisig</c> by the site key, or by a forerunner that is still believed; null unless it holds over the file and the comment. Only the hashed kind, which alone this program makes: the other signs a file as versions are signed.</summary>
    public string? CommentOf(ReadOnlySpan<byte> file, string minisig) =>
        MinisignSignature.Read(minisig) is { IsHashed: true } signature && Find(signature.KeyId) is { } key && key.Retired?.IsBelieved != false && Minisign.Verify(key.Key, signature, file)
            ? signature.TrustedComment
            : null;

    /// <summary>Whether that key signed the version at a position of its time. A key that signs no more is worth nothing beyond its last.</summary>
    internal bool VerifiesVersion(string keyId, long seq, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        Find(keyId) is { } key && (key.Retired is null || seq <= key.Retired.LastSeq || !Defence.IsOn("retired-key"))
        && SignatureAlgorithm.Ed25519.Verify(key.Key, bytes, signature);

    /// <summary>The same for a signed head, which only the present key signs; while the key is turned, also the one before.</summary>
    internal bool VerifiesHead(string keyId, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        Find(keyId) is { } key && (keyId == known.Id || (known.Turn is { } turn && KeyFiles.IdOf(turn.Old.Line) == keyId) || key.Retired is null || !Defence.IsOn("retired-key"))
        && SignatureAlgorithm.Ed25519.Verify(key.Key, bytes, signature);

    /// <summary>Signs what belongs to the version store, whose lock the caller holds.</summary>
    internal byte[] SignHeld(ReadOnlySpan<byte> bytes) => SignatureAlgorithm.Ed25519.Sign(Site(), bytes);

    /// <summary>From here on the new key holds.</summary>
    internal void BeginTurn(KeyTurn turn)
    {
        Files.WriteTurn(turn);
        Mishap.Here("turn begun");
        Load();
    }

    internal void EndTurn()
    {
        Files.EndTurn(known.Turn!);
        Load();
    }

    internal void Certify(SiteKeyCertificate certificate)
    {
        Files.WriteCertificate(certificate);
        Load();
    }

    internal void Keep(RetiredKey key)
    {
        Files.WriteRetired(key);
        Load();
    }

    /// <summary>Whether a public-key line is the site's, or once was.</summary>
    public bool Trusts(string line)
    {
        var bytes = new byte[64];
        return Convert.TryFromBase64String(line.Trim(), bytes, out var length) && length == 42
            && Find(Convert.ToHexStringLower(bytes.AsSpan(2, 8))) is { } key && bytes.AsSpan(10, 32).SequenceEqual(key.Key.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>A hash that only this newsroom can make: to recognise an e-mail address again without keeping it.</summary>
    public string KeyedHash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(known.Hashing, Encoding.UTF8.GetBytes(text)));

    public void Dispose() => known.Site?.Dispose();

    private Key Site() => known.Site ?? throw new SettingsException(NoSecret);

    private Trusted? Find(string keyId)
    {
        if (!known.Trusted.ContainsKey(keyId))
        {
            Follow();
        }
        return known.Trusted.GetValueOrDefault(keyId);
    }

    private void Make()
    {
        var (line, secret) = NewKey();
        AtomicFile.Write(Files.Hashing, Encoding.ASCII.GetBytes(Convert.ToBase64String(Ids.NewSecret(32)) + "\n"), KeyFiles.Private);
        Files.WriteSecret(secret);
        Files.WritePublic(line);
    }

    internal static (string Line, string Secret) NewKey()
    {
        using var made = Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        var line = Minisign.PublicKeyLine(Ids.NewSecret(8), made.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        return (line, Convert.ToBase64String(made.Export(KeyBlobFormat.RawPrivateKey)));
    }

    private Known Read(string stamp)
    {
        var turn = Files.ReadTurn();
        var line = turn?.Line ?? KeyFiles.LineOf(Files.Public);
        var trusted = new Dictionary<string, Trusted>();
        foreach (var file in Directory.Exists(Files.Trusted) ? Directory.GetFiles(Files.Trusted, "*.pub") : [])
        {
            var former = KeyFiles.LineOf(file);
            trusted[KeyFiles.IdOf(former)] = new Trusted(Import(former), Files.ReadRetired(KeyFiles.IdOf(former)));
        }
        if (turn is not null)
        {
            trusted[KeyFiles.IdOf(turn.Old.Line)] = new Trusted(Import(turn.Old.Line), turn.Old);
        }
        trusted[KeyFiles.IdOf(line)] = new Trusted(Import(line), null);
        var secret = turn?.Secret ?? (File.Exists(Files.Secret) ? File.ReadAllText(Files.Secret).Trim() : null);
        var certificate = turn is null ? SiteKeyCertificate.Read(folder.Keys) : turn.Certificate;
        return new Known
        {
            Site = secret is null ? null : Private(secret, line),
            Id = KeyFiles.IdOf(line),
            Line = line,
            Certificate = certificate?.Holds(line) == true ? certificate : null,
            Hashing = File.Exists(Files.Hashing) ? Convert.FromBase64String(File.ReadAllText(Files.Hashing).Trim()) : [],
            Trusted = trusted.ToFrozenDictionary(StringComparer.Ordinal),
            Turn = turn,
            Stamp = stamp,
        };
    }

    // One that belongs to another public key signs what nobody believes: as good as none.
    private static Key? Private(string secret, string line)
    {
        var key = Key.Import(SignatureAlgorithm.Ed25519, Convert.FromBase64String(secret), KeyBlobFormat.RawPrivateKey);
        if (Convert.FromBase64String(line).AsSpan(10).SequenceEqual(key.PublicKey.Export(KeyBlobFormat.RawPublicKey)))
        {
            return key;
        }
        key.Dispose();
        return null;
    }

    private static PublicKey Import(string line) =>
        PublicKey.Import(SignatureAlgorithm.Ed25519, Convert.FromBase64String(line).AsSpan(10, 32), KeyBlobFormat.RawPublicKey);

    private sealed record Trusted(PublicKey Key, RetiredKey? Retired);

    private sealed class Known
    {
        public static Known Nothing { get; } = new();

        public Key? Site { get; init; }

        public string Id { get; init; } = "";

        public string Line { get; init; } = "";

        public SiteKeyCertificate? Certificate { get; init; }

        public byte[] Hashing { get; init; } = [];

        public FrozenDictionary<string, Trusted> Trusted { get; init; } = FrozenDictionary<string, Trusted>.Empty;

        public KeyTurn? Turn { get; init; }

        public string Stamp { get; init; } = "";
    }
}
