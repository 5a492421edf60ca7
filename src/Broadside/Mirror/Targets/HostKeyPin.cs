using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Broadside.Mirror.Targets;

/// <summary>The key that an SSH host showed the first time. Every later one must be the same.</summary>
public sealed class HostKeyPin(string? pinned)
{
    /// <summary>As in <c>known_hosts</c> after the name: kind and base64; null before the first connection.</summary>
    public string? Pinned { get; private set; } = pinned;

    /// <summary>Whether a host showed another.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The kind of the key that is pinned, as <c>ssh-ed25519</c>.</summary>
    public string? Kind => Pinned?.Split(' ')[0];

    /// <summary>Takes the first key that is shown, and compares every other with it.</summary>
    /// <param name="blob">As it comes over the wire.</param>
    public bool Accepts(byte[] blob) => Accepts($"{KindOf(blob)} {Convert.ToBase64String(blob)}");

    /// <inheritdoc cref="Accepts(byte[])"/>
    public bool Accepts(string line)
    {
        Pinned ??= line;
        IsBroken |= Pinned != line && Kit.Defence.IsOn("mirror-host-key");
        return !IsBroken;
    }

    /// <summary><c>SHA256:…</c> as <c>ssh-keygen -l</c> prints it.</summary>
    public static string Fingerprint(string line) =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(Convert.FromBase64String(line.Split(' ')[1]))).TrimEnd('=');

    private static string KindOf(byte[] blob)
    {
        var length = blob.Length > 4 ? BinaryPrimitives.ReadInt32BigEndian(blob) : 0;
        return length > 0 && length <= blob.Length - 4 ? Encoding.ASCII.GetString(blob, 4, length) : "unknown";
    }
}
