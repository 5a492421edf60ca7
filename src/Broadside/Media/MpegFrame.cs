using System.Buffers.Binary;

namespace Broadside.Media;

/// <summary>The header of one MPEG audio frame (ISO 11172-3 §2.4.1.3; layer III only).</summary>
internal readonly record struct MpegFrame(int Bytes, int Samples, int SamplesPerSecond, int BitsPerSecond, int SideInfo)
{
    private static readonly int[] Rates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Rates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Frequencies = [44100, 48000, 32000];

    public static MpegFrame? At(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4)
        {
            return null;
        }
        var header = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var (sync, version, layer) = (header >> 21, (header >> 19) & 3, (header >> 17) & 3);
        var (rate, frequency) = ((int)(header >> 12) & 15, (int)(header >> 10) & 3);
        if (sync != 0x7FF || version == 1 || layer != 1 || rate is 0 or 15 || frequency == 3)
        {
            return null;
        }
        var first = version == 3;
        var bits = (first ? Rates1 : Rates2)[rate] * 1000;
        var hertz = Frequencies[frequency] >> (version switch { 3 => 0, 2 => 1, _ => 2 });
        var samples = first ? 1152 : 576;
        var mono = ((header >> 6) & 3) == 3;
        return new MpegFrame(
            (samples / 8 * bits / hertz) + (int)((header >> 9) & 1),
            samples,
            hertz,
            bits,
            (first, mono) switch { (true, false) => 32, (true, true) or (false, false) => 17, _ => 9 });
    }
}
