using System.Security.Cryptography;
using Broadside.Kit;
using Broadside.Storage;
using NSec.Cryptography;

namespace Broadside.Mail.Dkim;

/// <summary>The keys that sign mail, in <c>keys/</c>: RSA with 2048 bits, made at the first use, and Ed25519 beside it where it is asked for.</summary>
public sealed class DkimKeys(MailSettings settings, Sender sender, DataFolder folder) : IDisposable
{
    private readonly Lock gate = new();
    private RSA? rsa;
    private Key? ed25519;
    private DkimSigner? signer;

    public DkimSigner Signer
    {
        get
        {
            lock (gate)
            {
                return signer ??= new DkimSigner(sender.Domain, settings.DkimSelector, LoadRsa(), settings.DkimEd25519 ? LoadEd25519() : null, settings.DkimSelector + "-ed");
            }
        }
    }

    /// <summary>The names and values that must stand in the DNS.</summary>
    public IReadOnlyList<(string Name, string Value)> Records
    {
        get
        {
            var records = new List<(string, string)> { ($"{settings.DkimSelector}._domainkey.{sender.Domain}", Signer.Record) };
            if (ed25519 is not null)
            {
                records.Add(($"{settings.DkimSelector}-ed._domainkey.{sender.Domain}", "v=DKIM1; k=ed25519; p=" + Convert.ToBase64String(ed25519.PublicKey.Export(KeyBlobFormat.RawPublicKey))));
            }
            return records;
        }
    }

    public void Dispose()
    {
        rsa?.Dispose();
        ed25519?.Dispose();
    }

    private RSA LoadRsa()
    {
        rsa = RSA.Create();
        rsa.ImportFromPem(Load("dkim.pem", () =>
        {
            using var made = RSA.Create(2048);
            return made.ExportPkcs8PrivateKeyPem();
        }));
        return rsa;
    }

    private Key LoadEd25519() => ed25519 = Key.Import(
        SignatureAlgorithm.Ed25519,
        Convert.FromBase64String(Load("dkim-ed25519.key", () => Convert.ToBase64String(Ids.NewSecret(32)))),
        KeyBlobFormat.RawPrivateKey);

    private string Load(string name, Func<string> make) => KeyFile.Load(Path.Combine(folder.Keys, name), make);
}
