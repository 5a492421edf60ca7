using System.Text;
using System.Xml;

namespace Broadside.Giving.Statements;

/// <summary>
/// Reads what banks hand out: CAMT.052, .053 and .054 of any version, MT940 and MT942, tables of text. It goes through the file once and
/// never throws for what stands in it; what is wrong becomes the one sentence of <see cref="StatementFile.Refused"/>.
/// </summary>
public static class StatementReader
{
    /// <summary>A year of a busy account has a few megabytes.</summary>
    public const int Largest = 32 << 20;

    private const int HeadLength = 8192;

    /// <param name="stream">Read to its end, or as far as it is let.</param>
    /// <param name="columns">Where things stand, if it is a table; null: by the usual names.</param>
    public static StatementFile Read(Stream stream, CsvColumns? columns = null)
    {
        using var capped = new CappedStream(stream, Largest);
        var head = Head(capped.Head(HeadLength));
        var book = new StatementBook("");
        if (head.StartsWith('<'))
        {
            book.Format = "camt";
            ReadCamt(capped, head, book);
        }
        else if (Mt940Reader.Knows(head))
        {
            book.Format = "mt940";
            new Mt940Reader(book).Read(capped);
        }
        else if (head.Length > 0 && !head.Contains('\0', StringComparison.Ordinal))
        {
            book.Format = "csv";
            CsvStatement.Read(capped, columns, book);
        }
        if (capped.IsOver)
        {
            return new StatementFile(book.Format, book.Done().Statements, "The file is larger than 32 MB: ask the bank for a shorter stretch of time.");
        }
        return book.Done();
    }

    private static void ReadCamt(CappedStream stream, string head, StatementBook book)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = false };
        using var xml = XmlReader.Create(stream, settings);
        new CamtReader(xml, book).Read(head);
    }

    // Latin-1 gives every byte a letter: enough to see what kind of file it is. XML of two bytes a letter shows its first after the mark.
    private static string Head(ReadOnlySpan<byte> bytes)
    {
        var text = bytes is [0xFF, 0xFE, ..] ? Encoding.Unicode.GetString(bytes[2..]) : bytes is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode.GetString(bytes[2..]) : Encoding.Latin1.GetString(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes);
        return text.TrimStart();
    }
}
