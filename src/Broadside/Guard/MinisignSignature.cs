namespace Broadside.Guard;

/// <summary>What a <c>.minisig</c> file says. Kind "ED" signs the BLAKE2b-512 of the file, the older "Ed" the file itself.</summary>
public sealed record MinisignSignature
{
    private const string Trusted = "trusted comment: ";

    public required string KeyId { get; init; }

    public required bool IsHashed { get; init; }

    public required string TrustedComment { get; init; }

    internal byte[] Signature { get; init; } = [];

    /// <summary>Over the signature and the trusted comment.</summary>
    internal byte[] Global { get; init; } = [];

    /// <summary>Null where it is no such file.</summary>
    public static MinisignSignature? Read(string text)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        Span<byte> bytes = stackalloc byte[96];
        Span<byte> global = stackalloc byte[96];
        if (lines.Count < 4 || lines.Skip(4).Any(l => l.Length > 0)
            || !lines[0].StartsWith("untrusted comment: ", StringComparison.Ordinal)
            || !lines[2].StartsWith(Trusted, StringComparison.Ordinal)
            || lines[1].Length > 110 || !Convert.TryFromBase64String(lines[1], bytes, out var length) || length != 74
            || lines[3].Length > 110 || !Convert.TryFromBase64String(lines[3], global, out var globalLength) || globalLength != 64
            || bytes[0] != (byte)'E' || bytes[1] is not ((byte)'D' or (byte)'d'))
        {
            return null;
        }
        return new MinisignSignature
        {
            KeyId = Convert.ToHexStringLower(bytes[2..10]),
            IsHashed = bytes[1] == (byte)'D',
            TrustedComment = lines[2][Trusted.Length..],
            Signature = bytes[10..74].ToArray(),
            Global = global[..64].ToArray(),
        };
    }
}
