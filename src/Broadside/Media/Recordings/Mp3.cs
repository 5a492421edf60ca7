using System.Buffers.Binary;

namespace Broadside.Media.Recordings;

/// <summary>MPEG audio, layer III. The tags before (ID3v2) and behind it (ID3v1) go, with the pictures, comments and places in them; the title is read first.</summary>
internal static class Mp3
{
    private const int Searched = 1 << 16;

    public static CleanedFile? Clean(string path)
    {
        var clean = path + ".clean";
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read))
        {
            var (start, title) = Id3.Skip(file);
            var end = file.Length >= 128 && file.Bytes(file.Length - 128, 3) is [(byte)'T', (byte)'A', (byte)'G'] ? file.Length - 128 : file.Length;
            if (FirstFrame(file, start, end) is not { } at)
            {
                return null;
            }
            var seconds = Seconds(file, at, end);
            Copy(file, at, end, clean);
            File.Move(clean, path, overwrite: true);
            return new CleanedFile(MediaType.Mp3) { Seconds = seconds, Words = new FileWords { Title = title } };
        }
    }

    // A frame counts when another follows where it ends: four bytes alone are found by chance.
    private static long? FirstFrame(FileStream file, long start, long end)
    {
        var bytes = file.Bytes(start, (int)Math.Min(Searched, Math.Max(0, end - start)));
        for (var at = 0; at + 4 <= bytes.Length; at++)
        {
            if (MpegFrame.At(bytes.AsSpan(at)) is { } frame
                && (start + at + frame.Bytes + 4 > end || MpegFrame.At(file.Bytes(start + at + frame.Bytes, 4)) is not null))
            {
                return start + at;
            }
        }
        return null;
    }

    private static int? Seconds(FileStream file, long at, long end)
    {
        var frame = MpegFrame.At(file.Bytes(at, 4))!.Value;
        var first = file.Bytes(at, (int)Math.Min(frame.Bytes, end - at)).AsSpan();
        var note = first.Length >= 4 + frame.SideInfo + 12 ? first[(4 + frame.SideInfo)..] : [];
        if ((note.StartsWith("Xing"u8) || note.StartsWith("Info"u8)) && (note[7] & 1) == 1)
        {
            return FilePart.Seconds((double)BinaryPrimitives.ReadUInt32BigEndian(note[8..]) * frame.Samples / frame.SamplesPerSecond);
        }
        return FilePart.Seconds((end - at) * 8.0 / frame.BitsPerSecond);
    }

    private static void Copy(FileStream file, long from, long until, string path)
    {
        using var clean = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Position = from;
        var buffer = new byte[1 << 16];
        for (int read; from < until && (read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, until - from))) > 0; from += read)
        {
            clean.Write(buffer, 0, read);
        }
    }
}
