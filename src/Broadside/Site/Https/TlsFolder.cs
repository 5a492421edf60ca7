using System.Text;
using System.Text.Json;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Site.Https;

/// <summary>
/// <c>keys/tls</c> in the data folder: <c>HOST.pem</c> (private key and chain in one file, so that both change at once),
/// <c>HOST.tries</c> (what was tried since it last went well) and the account's key. A certificate of your own may lie there too.
/// </summary>
public sealed class TlsFolder(DataFolder folder)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string Place => Path.Combine(folder.Keys, "tls");

    internal string AccountKey => Path.Combine(Place, "account.key");

    public HeldCertificate? Read(string host) => File.Exists(Pem(host)) ? HeldCertificate.Read(File.ReadAllText(Pem(host))) : null;

    /// <summary>When the host's file was last written; the beginning of time where there is none.</summary>
    public DateTime WrittenAt(string host) => File.GetLastWriteTimeUtc(Pem(host));

    public void Write(string host, string pem)
    {
        MakePlace();
        AtomicFile.Write(Pem(host), Encoding.ASCII.GetBytes(pem), Private);
        FolderFlush.Run(Place);
    }

    /// <summary>What was tried since it last went well.</summary>
    public CertificateTries Tries(string host)
    {
        try
        {
            return File.Exists(TriesOf(host)) ? JsonSerializer.Deserialize<CertificateTries>(File.ReadAllBytes(TriesOf(host)), CanonicalJson.Options) ?? CertificateTries.None : CertificateTries.None;
        }
        catch (JsonException)
        {
            return CertificateTries.None;
        }
    }

    /// <param name="host">Whose.</param>
    /// <param name="tries">With no failure: nothing stands there any more.</param>
    public void Note(string host, CertificateTries tries)
    {
        MakePlace();
        if (tries.Failures == 0)
        {
            File.Delete(TriesOf(host));
            return;
        }
        AtomicFile.Write(TriesOf(host), JsonSerializer.SerializeToUtf8Bytes(tries, CanonicalJson.Options), Private);
    }

    private void MakePlace()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Place);
        }
        else
        {
            Directory.CreateDirectory(Place, Private | UnixFileMode.UserExecute);
        }
    }

    private string Pem(string host) => Path.Combine(Place, host + ".pem");

    private string TriesOf(string host) => Path.Combine(Place, host + ".tries");
}

/// <summary>How often in a row it failed, when it may be tried again, and what was said.</summary>
public sealed record CertificateTries(int Failures, DateTimeOffset NextAt, string Error)
{
    public static CertificateTries None { get; } = new(0, DateTimeOffset.MinValue, "");
}
