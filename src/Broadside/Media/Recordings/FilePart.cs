namespace Broadside.Media.Recordings;

/// <summary>Reading and blanking stretches of an open file.</summary>
internal static class FilePart
{
    /// <exception cref="EndOfStreamException">The file ends before that.</exception>
    public static byte[] Bytes(this FileStream file, long at, int count)
    {
        var bytes = new byte[count];
        file.Position = at;
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Writes zeros over a stretch: the places of everything else stay as they are.</summary>
    public static void Blank(this FileStream file, long from, long until)
    {
        var zeros = new byte[1 << 16];
        file.Position = from;
        for (; from < until; from += zeros.Length)
        {
            file.Write(zeros, 0, (int)Math.Min(zeros.Length, until - from));
        }
    }

    public static void Put(this FileStream file, long at, ReadOnlySpan<byte> bytes)
    {
        file.Position = at;
        file.Write(bytes);
    }

    /// <summary>Whole seconds, rounded; null for what no recording lasts.</summary>
    public static int? Seconds(double seconds) => seconds is > 0 and < 1_000_000 ? (int)Math.Round(seconds) : null;
}
