using System.Buffers.Binary;
using System.Text;

namespace Broadside.Media;

/// <summary>The words of IPTC-IIM datasets (record 2) in a picture; they begin with 1C 02, a number and a length.</summary>
internal static class IptcWords
{
    private const int Headline = 105;
    private const int Byline = 80;
    private const int CreditLine = 110;
    private const int CaptionText = 120;

    public static FileWords Read(ReadOnlySpan<byte> data)
    {
        var found = new Dictionary<int, string>();
        for (var at = data.IndexOf([(byte)0x1C, (byte)2]); at >= 0 && at + 5 <= data.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(data[(at + 3)..]);
            if (length > data.Length - at - 5)
            {
                break;
            }
            found.TryAdd(data[at + 2], Text(data.Slice(at + 5, length)));
            at += 5 + length;
            if (at + 2 > data.Length || data[at] != 0x1C || data[at + 1] != 2)
            {
                break;
            }
        }
        return new FileWords
        {
            Title = found.GetValueOrDefault(Headline),
            Credit = found.GetValueOrDefault(CreditLine) ?? found.GetValueOrDefault(Byline),
            Caption = found.GetValueOrDefault(CaptionText),
        };
    }

    // The encoding is seldom stated; today's writers use UTF-8, older ones Latin-1.
    private static string Text(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
}
