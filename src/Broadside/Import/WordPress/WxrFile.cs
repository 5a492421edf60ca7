using System.Xml;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>One export file: its head, and its items one after the other.</summary>
internal sealed class WxrFile : IDisposable
{
    private readonly WxrText text;
    private readonly WxrSplitter splitter;
    private bool ended;

    private WxrFile(string path, WxrText text, WxrSplitter splitter, WxrChannel channel, WxrContext context)
    {
        Path = path;
        this.text = text;
        this.splitter = splitter;
        Channel = channel;
        Context = context;
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public WxrChannel Channel { get; }

    public WxrContext Context { get; }

    public long Position => text.Position;

    public long Length => text.Length;

    /// <summary>What is wrong with the file as a whole, once all of it was read.</summary>
    public IReadOnlyList<ImportWarning> Faults
    {
        get
        {
            var faults = new List<ImportWarning>();
            if (TruncatedAt is { } line)
            {
                faults.Add(new ImportWarning("truncated", Name, $"The file ends inside an item that begins on line {line}; the items before it were read. Export it again."));
            }
            else if (ended && !HasEnd)
            {
                faults.Add(new ImportWarning("truncated", Name, "The file has no end (</channel></rss>): items may be missing. Export it again."));
            }
            if (text.ControlCharacters > 0)
            {
                faults.Add(new ImportWarning("control_characters", Name, $"{text.ControlCharacters} control characters that XML does not allow were left out."));
            }
            if (text.ForeignBytes > 0)
            {
                faults.Add(new ImportWarning("encoding", Name, $"{text.ForeignBytes} bytes are not UTF-8; they were read as Windows-1252."));
            }
            return faults;
        }
    }

    /// <summary>The line of the item that the file breaks off in.</summary>
    public int? TruncatedAt { get; private set; }

    private bool HasEnd { get; set; }

    public static Outcome<WxrFile> Open(string path)
    {
        if (WrongFile.Of(path) is { } wrong)
        {
            return wrong;
        }
        var text = WxrText.Open(path);
        var splitter = new WxrSplitter(text);
        var head = splitter.Next();
        var read = head is { Kind: WxrPartKind.Head } part
            ? WxrChannelReader.ReadHead(part.Text)
            : new Refusal("not_wxr", "This is no WordPress export (WXR): line 1: the file is empty.");
        if (!read.IsDone)
        {
            text.Dispose();
            return read.Refusal with { Message = $"{System.IO.Path.GetFileName(path)}: {read.Refusal.Message}" };
        }
        var (channel, context) = read.Value;
        return new WxrFile(path, text, splitter, channel, context) { HasEnd = HasEndTag(head!.Value.Text) };
    }

    /// <summary>The next item as it stands, uncut by damage around it; null at the end.</summary>
    public WxrPart? Next()
    {
        while (splitter.Next() is { } part)
        {
            if (part.Kind == WxrPartKind.Item)
            {
                HasEnd = false;
                if (part.IsWhole || !splitter.IsAtEnd)
                {
                    return part;
                }
                TruncatedAt = part.Line;
                continue;
            }
            HasEnd |= HasEndTag(part.Text);
            WxrChannelReader.ReadRest(Context, part.Text, Channel);
        }
        ended = true;
        return null;
    }

    /// <summary>
    /// Reads an item's XML; where it is not well formed it is mended, and where an item swallowed the next ones (a CDATA section
    /// without an end) they are cut apart. What stays unreadable is named with its line.
    /// </summary>
    public IReadOnlyList<(WxrItem? Item, ImportWarning? Warning)> Read(WxrPart part)
    {
        try
        {
            if (part.IsWhole)
            {
                return [(WxrItemReader.Read(Context, part.Text, part.Line), null)];
            }
        }
        catch (XmlException)
        {
            // Tried again below.
        }
        return Salvage(part);
    }

    public void Dispose() => text.Dispose();

    private List<(WxrItem?, ImportWarning?)> Salvage(WxrPart part)
    {
        var read = new List<(WxrItem?, ImportWarning?)>();
        var line = part.Line;
        foreach (var piece in Pieces(part.Text))
        {
            try
            {
                var isWhole = piece.TrimEnd().EndsWith("</item>", StringComparison.Ordinal);
                var item = WxrItemReader.Read(Context, WxrRepair.Mend(piece, isWhole), line);
                read.Add((item, new ImportWarning("repaired", $"{Name}, line {line}", $"The item “{PlainText.Of(item.Title)}” was not well-formed XML and was mended; compare it with the original.")));
            }
            catch (XmlException e)
            {
                read.Add((null, new ImportWarning("damaged", $"{Name}, line {line + Math.Max(e.LineNumber - 1, 0)}", $"An item that begins on line {line} is damaged and could not be read: {Reason(e)}")));
            }
            line += piece.AsSpan().Count('\n');
        }
        return read;
    }

    // Each <item> that begins a line begins an item, whatever stands before it.
    private static IEnumerable<string> Pieces(string xml)
    {
        var start = 0;
        for (var at = 1; at < xml.Length;)
        {
            var next = xml.IndexOf("<item>", at, StringComparison.Ordinal);
            if (next < 0)
            {
                break;
            }
            at = next + 6;
            var lineStart = xml.LastIndexOf('\n', next) + 1;
            if (lineStart > start && xml.AsSpan(lineStart, next - lineStart).IsWhiteSpace())
            {
                yield return xml[start..next];
                start = next;
            }
        }
        yield return xml[start..];
    }

    private static string Reason(XmlException e)
    {
        var end = e.Message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return end > 0 ? e.Message[..end] : e.Message;
    }

    private static bool HasEndTag(string text) => text.Contains("</channel", StringComparison.Ordinal) || text.Contains("</rss", StringComparison.Ordinal);
}
