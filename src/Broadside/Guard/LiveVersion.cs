using System.Buffers.Binary;

namespace Broadside.Guard;

/// <summary>
/// The version of a subject that readers get, and where its content lies in <c>versions/</c>. There is one in memory for
/// everything that is published, so its hash and instant are numbers and not objects. Four plain
/// numbers, because what touches a UInt128 or a tuple of them is not compiled ahead of time.
/// </summary>
public sealed class LiveVersion
{
    private const int HashBytes = 32;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly ulong hash0;
    private readonly ulong hash1;
    private readonly ulong hash2;
    private readonly ulong hash3;
    private readonly long settledTicks;

    public required string Subject { get; init; }

    public required long Seq { get; init; }

    public required int Number { get; init; }

    public required VersionKind Kind { get; init; }

    /// <summary>SHA-256 of the content, lower-case hexadecimal.</summary>
    public required string Sha256
    {
        get
        {
            Span<byte> bytes = stackalloc byte[HashBytes];
            Write(bytes);
            return Convert.ToHexStringLower(bytes);
        }
        init
        {
            var bytes = Convert.FromHexString(value).AsSpan();
            (hash0, hash1, hash2, hash3) = (BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));
        }
    }

    /// <summary>When mirrors, digest and hooks may take it.</summary>
    public required DateTimeOffset SettledAt
    {
        get => DateTimeOffset.UnixEpoch.AddTicks(settledTicks);
        init => settledTicks = (value - DateTimeOffset.UnixEpoch).Ticks;
    }

    /// <summary>Whether it can still be undone. Later than anything waits, the clock was set back: then what is out is out.</summary>
    public bool IsUnsettled(DateTimeOffset now) => SettledAt - now is var left && left > TimeSpan.Zero && left <= LongestWait;

    internal int File { get; init; }

    internal long Offset { get; init; }

    internal int Length { get; init; }

    internal bool HasHash(ReadOnlySpan<byte> sha256)
    {
        Span<byte> bytes = stackalloc byte[HashBytes];
        Write(bytes);
        return bytes.SequenceEqual(sha256);
    }

    private void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, hash0);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], hash1);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], hash2);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], hash3);
    }
}
