namespace Broadside.Giving.Statements;

/// <summary>The lines of a file, decoded one by one, whatever ends them.</summary>
internal sealed class Mt940Lines(Stream stream)
{
    private const int LongestLine = 16 << 10;

    private readonly byte[] buffer = new byte[32 << 10];
    private readonly List<byte> line = [];
    private int at;
    private int end;

    /// <summary>A line without its end; null after the last. What stands beyond the longest line is left away.</summary>
    public string? Next()
    {
        line.Clear();
        var isAny = false;
        while (at < end || Fill())
        {
            isAny = true;
            var rest = buffer.AsSpan(at, end - at);
            var length = rest.IndexOf((byte)'\n');
            var piece = length < 0 ? rest : rest[..length];
            line.AddRange(piece[..Math.Min(piece.Length, LongestLine - line.Count)]);
            at += length < 0 ? rest.Length : length + 1;
            if (length >= 0)
            {
                break;
            }
        }
        return isAny ? StatementText.Decode([.. line]).TrimEnd('\r') : null;
    }

    private bool Fill()
    {
        (at, end) = (0, stream.Read(buffer));
        return end > 0;
    }
}
