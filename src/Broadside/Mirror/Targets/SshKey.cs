using System.Buffers.Binary;
using System.Text;
using Broadside.Kit;
using NSec.Cryptography;

namespace Broadside.Mirror.Targets;

/// <summary>Makes a key of SSH (Ed25519) for one mirror: the private half in OpenSSH's form, the public one as a line for <c>authorized_keys</c>.</summary>
internal static class SshKey
{
    private const string Kind = "ssh-ed25519";
    private const int LineLength = 70;

    public static (string Private, string Public) Make(string comment)
    {
        using var key = Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        var open = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        byte[] blob = [.. Text(Kind), .. Bytes(open)];
        var check = Ids.NewSecret(4);
        byte[] secret = [.. check, .. check, .. Text(Kind), .. Bytes(open), .. Bytes([.. key.Export(KeyBlobFormat.RawPrivateKey), .. open]), .. Text(comment)];
        // Filled up to whole blocks of eight with 1, 2, 3…
        secret = [.. secret, .. Enumerable.Range(1, (8 - (secret.Length % 8)) % 8).Select(n => (byte)n)];
        byte[] file = [.. "openssh-key-v1\0"u8, .. Text("none"), .. Text("none"), .. Text(""), .. Number(1), .. Bytes(blob), .. Bytes(secret)];
        var lines = Convert.ToBase64String(file).Chunk(LineLength).Select(line => new string(line));
        return ($"-----BEGIN OPENSSH PRIVATE KEY-----\n{string.Join('\n', lines)}\n-----END OPENSSH PRIVATE KEY-----\n", $"{Kind} {Convert.ToBase64String(blob)} {comment}");
    }

    private static byte[] Text(string text) => Bytes(Encoding.ASCII.GetBytes(text));

    private static byte[] Bytes(byte[] bytes) => [.. Number(bytes.Length), .. bytes];

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
