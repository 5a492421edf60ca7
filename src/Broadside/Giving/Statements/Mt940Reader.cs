using System.Text.RegularExpressions;

namespace Broadside.Giving.Statements;

/// <summary>
/// MT940, and MT942 which is its beginning of the day: fields that begin a line with <c>:NN:</c>, in messages one after another. Banks wrap
/// lines, put their own blocks around and leave fields out; a field that is not one of SWIFT's is the text of the field before it.
/// </summary>
internal sealed partial class Mt940Reader(StatementBook book)
{
    // SWIFT allows six lines of 65; German banks send up to 27.
    private const int LongestField = 4096;

    private readonly List<string> field = [];
    private string tag = "";
    private int length;
    private Mt940Statement? statement;

    /// <summary>A line of the beginning starts with a field that only such files have.</summary>
    public static bool Knows(string head) => Beginning().IsMatch(head);

    public void Read(Stream stream)
    {
        var lines = new Mt940Lines(stream);
        while (lines.Next() is { } line)
        {
            // The text block of a whole SWIFT message: {1:…}{2:…}{4:
            var text = line.StartsWith('{') && line.IndexOf("{4:", StringComparison.Ordinal) is var at and >= 0 ? line[(at + 3)..] : line;
            if (Field().Match(text) is { Success: true } begun)
            {
                Take();
                tag = begun.Groups[1].Value;
                Add(text[begun.Length..]);
            }
            else if (text is "-" || text.StartsWith("-}", StringComparison.Ordinal) || text.StartsWith("-\u0003", StringComparison.Ordinal) || text.StartsWith("-XXX", StringComparison.Ordinal))
            {
                // A donor may write that too: the statement ends where the next begins.
                Take();
            }
            else if (tag.Length > 0 && text.Trim().Length > 0)
            {
                Add(text);
            }
        }
        Take();
        Close();
    }

    private void Add(string text)
    {
        var piece = text.Length > LongestField - length ? text[..(LongestField - length)] : text;
        if (piece.Length > 0 || field.Count == 0)
        {
            field.Add(piece);
        }
        length += piece.Length;
    }

    private void Take()
    {
        if (tag == "20")
        {
            Close();
        }
        if (tag.Length > 0)
        {
            statement ??= new Mt940Statement();
            statement.Take(tag, field);
        }
        (tag, length) = ("", 0);
        field.Clear();
    }

    private void Close()
    {
        if (statement is null)
        {
            return;
        }
        book.Format = statement.IsInterim ? "mt942" : "mt940";
        if (statement.Finish(out var fault) is { } finished)
        {
            if (fault is not null)
            {
                book.Refuse(fault);
            }
            book.Add(finished);
        }
        else
        {
            book.Refuse(fault ?? "A piece of a statement stands alone.");
        }
        statement = null;
    }

    [GeneratedRegex(@"^:(20|21|25P?|28C?|NS|13D|34F|60[FM]?|61|86|62[FM]?|64|65|90[CD]):", RegexOptions.CultureInvariant)]
    private static partial Regex Field();

    [GeneratedRegex(@"(?:^|[\n\r]|\{4:\s*):(?:20|25P?|28C?|60[FM]?|61|86|62[FM]?|64):", RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();
}
