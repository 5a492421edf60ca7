using Microsoft.Net.Http.Headers;

namespace Broadside.Media;

/// <summary>The part of a file that a request asks for (RFC 9110 §14).</summary>
internal readonly record struct ByteRange(long From, long Length)
{
    /// <summary>
    /// Reads a <c>Range</c> header. Null: answer with the whole file, which the standard allows for anything that is not one well-formed
    /// range of bytes (several at once would cost more than they give). A length of −1: it lies outside the file, answer 416.
    /// </summary>
    public static ByteRange? Parse(string? header, long size)
    {
        if (string.IsNullOrEmpty(header) || !RangeHeaderValue.TryParse(header, out var parsed) || parsed.Unit != "bytes" || parsed.Ranges.Count != 1)
        {
            return null;
        }
        var range = parsed.Ranges.Single();
        var from = range.From ?? Math.Max(0, size - (range.To ?? 0));
        var last = range.From is null ? size - 1 : Math.Min(range.To ?? long.MaxValue, size - 1);
        return from > last ? new ByteRange(from, -1) : new ByteRange(from, last - from + 1);
    }
}
