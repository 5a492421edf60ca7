using System.Globalization;
using System.Text;

namespace Broadside.Tests.Site;

/// <summary>One HTTP answer read off raw bytes.</summary>
public sealed record WireAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>All answers that stand one after the other; <paramref name="methods"/> tells which of them have no body.</summary>
    public static IReadOnlyList<WireAnswer> ReadAll(byte[] bytes, params string[] methods)
    {
        var answers = new List<WireAnswer>();
        var rest = bytes.AsSpan();
        while (rest.IndexOf("\r\n\r\n"u8) is >= 0 and var end)
        {
            var lines = Encoding.Latin1.GetString(rest[..end]).Split("\r\n");
            var headers = lines.Skip(1).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
            var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
            var isHead = methods.ElementAtOrDefault(answers.Count) == "HEAD" || status is 304 or 100;
            var length = isHead ? 0 : headers.TryGetValue("Content-Length", out var given) ? int.Parse(given, CultureInfo.InvariantCulture) : rest.Length - end - 4;
            answers.Add(new WireAnswer(status, headers, rest.Slice(end + 4, Math.Min(length, rest.Length - end - 4)).ToArray()));
            rest = rest[Math.Min(end + 4 + length, rest.Length)..];
        }
        return answers;
    }

    /// <summary>Everything but the date, in one order: two servers that say the same give the same text.</summary>
    public string Told() =>
        string.Join('\n', Headers.Where(h => !h.Key.Equals("Date", StringComparison.OrdinalIgnoreCase)).Select(h => $"{h.Key.ToLowerInvariant()}: {h.Value}").Order(StringComparer.Ordinal).Prepend(Status.ToString(CultureInfo.InvariantCulture)))
        + "\n\n" + Convert.ToHexString(Body);
}
