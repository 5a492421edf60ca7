using System.Buffers;
using System.Security.Cryptography;

namespace Broadside.Mirror.Verifying;

/// <summary>Reads a stream to its end: SHA-256, length, and the bytes where they are few.</summary>
internal static class HashStream
{
    // Larger reads are no faster from disk, and each core needs one such buffer.
    private const int Buffer = 1 << 20;

    /// <param name="stream">Read once, to the end.</param>
    /// <param name="keep">Up to that size the bytes are kept.</param>
    /// <param name="most">Longer ones are refused.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="copy">Gets what is read.</param>
    public static async Task<SourceFile> RunAsync(Stream stream, int keep, long most, CancellationToken cancel, Stream? copy = null)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            var first = await stream.ReadAtLeastAsync(buffer.AsMemory(0, Buffer), Buffer, throwOnEndOfStream: false, cancel);
            if (copy is not null)
            {
                await copy.WriteAsync(buffer.AsMemory(0, first), cancel);
            }
            if (first < Buffer)
            {
                return Whole(buffer.AsSpan(0, first), keep);
            }
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var kept = keep > Buffer ? new MemoryStream() : null;
            var total = 0L;
            for (var read = first; read > 0; read = await NextAsync(stream, buffer, copy, cancel))
            {
                total += read;
                if (total > most)
                {
                    return new SourceFile(SourceState.Refused, Problem: "it is larger than any file of an edition");
                }
                hash.AppendData(buffer, 0, read);
                if (kept is not null && total <= keep)
                {
                    kept.Write(buffer, 0, read);
                }
            }
            return new SourceFile(SourceState.There, Convert.ToHexStringLower(hash.GetHashAndReset()), total, kept is not null && total <= keep ? kept.ToArray() : null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<int> NextAsync(Stream stream, byte[] buffer, Stream? copy, CancellationToken cancel)
    {
        var read = await stream.ReadAsync(buffer.AsMemory(0, Buffer), cancel);
        if (copy is not null)
        {
            await copy.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
        return read;
    }

    private static SourceFile Whole(ReadOnlySpan<byte> bytes, int keep)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new SourceFile(SourceState.There, Convert.ToHexStringLower(hash), bytes.Length, bytes.Length <= keep ? bytes.ToArray() : null);
    }
}
