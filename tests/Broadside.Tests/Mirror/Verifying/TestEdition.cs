using System.Globalization;
using System.IO.Compression;
using System.Text;
using Broadside.Guard;
using Broadside.Kit;
using NSec.Cryptography;

namespace Broadside.Tests.Mirror.Verifying;

/// <summary>A small site as an edition, signed by a key of its own, to be written where a test wants it and then spoilt.</summary>
internal sealed class TestEdition : IDisposable
{
    private readonly Key key = Key.Create(SignatureAlgorithm.Ed25519);
    private readonly byte[] keyId = [1, 2, 3, 4, 5, 6, 7, 8];

    public TestEdition()
    {
        for (var i = 0; i < 6; i++)
        {
            Put($"2026/11/story-{i}/index.html", Page($"Story {i}", "<p>The council met. <a href=\"https://known.example/minutes\">Minutes</a> say so.</p>"));
        }
        Put("index.html", Page("Front", "<p><a href=\"2026/11/story-1/\">Story 1</a></p>"));
        Put("404.html", Page("Not there", "<p>Nothing here.</p>"));
        Put("feed.xml", "<?xml version=\"1.0\"?><rss version=\"2.0\"></rss>");
        Put("robots.txt", "User-agent: *\nAllow: /\n");
        Put("media/photo.jpg", new string('x', 5000));
    }

    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    public long Number { get; set; } = 7;

    public DateTimeOffset IssuedAt { get; set; } = Now.AddHours(-1);

    public DateTimeOffset ExpiresAt { get; set; } = Now.AddHours(71);

    public string Site { get; set; } = "https://outlet.example";

    public List<string> Mirrors { get; } = [];

    public List<string> Withdrawn { get; } = [];

    public string? Root { get; set; }

    public string? RootSignature { get; set; }

    public DateTimeOffset? RootUntil { get; set; }

    /// <summary>Lines that stand in the sums beside those of the files.</summary>
    public string MoreSums { get; set; } = "";

    public string KeyLine => Minisign.PublicKeyLine(keyId, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    public MinisignKey PublicKey => MinisignKey.Read(KeyLine)!;

    public static string Page(string title, string body) =>
        $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><link rel=\"canonical\" href=\"https://outlet.example/x/\"></head><body><h1>{title}</h1>{body}</body></html>\n";

    public void Put(string path, string text) => Files[path] = Encoding.UTF8.GetBytes(text);

    public string Text(string path) => Encoding.UTF8.GetString(Files[path]);

    /// <summary>Lets a root key vouch for the site key.</summary>
    public string Certify(DateTimeOffset until)
    {
        using var root = NSec.Cryptography.Key.Create(SignatureAlgorithm.Ed25519);
        Root = Minisign.PublicKeyLine([9, 9, 9, 9, 9, 9, 9, 9], root.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        RootUntil = until;
        RootSignature = Convert.ToBase64String(SignatureAlgorithm.Ed25519.Sign(root, Encoding.UTF8.GetBytes(SiteKeyCertificate.Text(KeyLine, until))));
        return Root;
    }

    /// <summary>Every file of the edition with the three that stand for it.</summary>
    public SortedDictionary<string, byte[]> Signed()
    {
        var all = new SortedDictionary<string, byte[]>(Files, StringComparer.Ordinal) { [".well-known/broadside/edition.json"] = Statement() };
        var sums = Encoding.UTF8.GetBytes(string.Concat(all.Select(f => $"{CanonicalJson.Sha256(f.Value)}  {f.Key}\n")) + MoreSums);
        all[".well-known/broadside/SHA256SUMS"] = sums;
        all[".well-known/broadside/SHA256SUMS.minisig"] = Encoding.UTF8.GetBytes(Minisign.Sign(key, keyId, sums, $"edition:{Number} issued:{Iso(IssuedAt)} expires:{Iso(ExpiresAt)} prev:-"));
        return all;
    }

    public string WriteTo(string folder)
    {
        foreach (var (path, bytes) in Signed())
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
        return folder;
    }

    /// <param name="file">The zip file.</param>
    /// <param name="change">Adds what does not belong there.</param>
    public string ZipTo(string file, Action<ZipArchive>? change = null)
    {
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        foreach (var (path, bytes) in Signed())
        {
            Add(zip, "site/" + path, bytes);
        }
        change?.Invoke(zip);
        return file;
    }

    public static ZipArchiveEntry Add(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name);
        using var stream = entry.Open();
        stream.Write(bytes);
        return entry;
    }

    public void Dispose() => key.Dispose();

    private byte[] Statement() => CanonicalJson.Bytes(new
    {
        v = 1,
        site = Site,
        number = Number,
        issued_at = Iso(IssuedAt),
        expires_at = Iso(ExpiresAt),
        mirrors = Mirrors,
        keys = new { root = Root, site = KeyLine, site_signed_by_root = RootSignature, expires_at = RootUntil is { } until ? Iso(until) : null },
        forms = new[] { Site },
        withdrawn = Withdrawn,
    });

    private static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
