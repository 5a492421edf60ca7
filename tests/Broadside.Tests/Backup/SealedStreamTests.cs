using Broadside.Backup.Sealing;

namespace Broadside.Tests.Backup;

public sealed class SealedStreamTests
{
    private static readonly (string Line, IReadOnlyList<string> Words) Pair = RecoveryKey.Make();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65536)]
    [InlineData(65537)]
    [InlineData(200_000)]
    public void What_was_closed_opens_again_at_any_place(int length)
    {
        var plain = Bytes(length);
        using var opened = Open(Seal(plain))!;

        Assert.Equal(length, opened.Length);
        using var copy = new MemoryStream();
        opened.CopyTo(copy);
        Assert.Equal(plain, copy.ToArray());
        if (length > 100)
        {
            opened.Position = length - 50;
            var end = new byte[50];
            opened.ReadExactly(end);
            Assert.Equal(plain[^50..], end);
        }
    }

    [Fact]
    [Trait("Defence", "sealed-end")]
    public void A_file_that_was_cut_between_two_chunks_is_refused()
    {
        var closed = Seal(Bytes(200_000));
        var (header, chunk) = (38, 65536 + 16);

        Assert.NotNull(Open(closed));
        Assert.Null(Open(closed[..(header + (2 * chunk))]));
        Assert.Null(Open(closed[..header]));
    }

    [Fact]
    public void Chunks_that_changed_places_are_refused()
    {
        var closed = Seal(Bytes(300_000));
        var (header, chunk) = (38, 65536 + 16);
        var swapped = closed.ToArray();
        closed.AsSpan(header + chunk, chunk).CopyTo(swapped.AsSpan(header + (2 * chunk)));
        closed.AsSpan(header + (2 * chunk), chunk).CopyTo(swapped.AsSpan(header + chunk));

        using var opened = Open(swapped)!;

        Assert.Throws<InvalidDataException>(() => opened.CopyTo(Stream.Null));
    }

    private static byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31))];

    private static byte[] Seal(byte[] plain)
    {
        using var output = new MemoryStream();
        using (var closing = new SealingStream(output, RecoveryKey.Read(Pair.Line)!))
        {
            foreach (var part in plain.Chunk(7_001))
            {
                closing.Write(part);
            }
            closing.End();
        }
        return output.ToArray();
    }

    private static OpenedStream? Open(byte[] closed)
    {
        using var key = RecoveryKey.FromWords(string.Join(' ', Pair.Words));
        return OpenedStream.Open(new MemoryStream(closed), key!);
    }
}
