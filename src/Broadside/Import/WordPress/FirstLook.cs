using Broadside.Import.Hygiene;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>
/// The first pass over all files: attachments (which may stand behind the posts that show them, or in another file), reusable
/// blocks, and channel elements between items. Items of other types are passed over without being parsed.
/// </summary>
internal sealed class FirstLook : IDisposable
{
    private const int MostReusableBlocks = 20_000;

    private readonly Dictionary<string, string> reusable = new(StringComparer.Ordinal);

    private FirstLook()
    {
    }

    public AttachmentShelf Attachments { get; } = new();

    public IReadOnlyDictionary<string, string> ReusableBlocks => reusable;

    /// <summary>One for each file, everything read that stands outside items.</summary>
    public List<WxrChannel> Channels { get; } = [];

    /// <summary>Items in each file, whatever their type.</summary>
    public List<int> Items { get; } = [];

    public List<ImportWarning> Faults { get; } = [];

    /// <summary>The outside hosts that the bodies link to.</summary>
    public DomainTally Domains { get; } = new();

    public static Outcome<FirstLook> Take(IReadOnlyList<string> files, Action<double> progress, CancellationToken cancel)
    {
        var look = new FirstLook();
        foreach (var path in files)
        {
            var opened = WxrFile.Open(path);
            if (!opened.IsDone)
            {
                look.Dispose();
                return opened.Refusal;
            }
            using var file = opened.Value;
            if (look.Read(file, f => progress((look.Channels.Count + f) / files.Count), cancel) is { } refusal)
            {
                look.Dispose();
                return refusal;
            }
        }
        return look;
    }

    public void Dispose() => Attachments.Dispose();

    private Refusal? Read(WxrFile file, Action<double> progress, CancellationToken cancel)
    {
        var items = 0;
        while (file.Next() is { } part)
        {
            if (++items % 256 == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress((double)file.Position / Math.Max(file.Length, 1));
            }
            if (part.Text.Contains("attachment", StringComparison.Ordinal) || part.Text.Contains("wp_block", StringComparison.Ordinal))
            {
                Note(file, part);
            }
            if (part.Kind == WxrPartKind.Item && part.Text.Contains("href=", StringComparison.OrdinalIgnoreCase))
            {
                Tally(part.Text);
            }
        }
        if (items == 0 && file.TruncatedAt is { } line)
        {
            return new Refusal("truncated", $"{file.Name}: the file ends inside its first item, which begins on line {line}; nothing whole is in it. Export it again.");
        }
        Channels.Add(file.Channel);
        Items.Add(items);
        Faults.AddRange(file.Faults);
        return null;
    }

    // A rough look is enough for a count: the item's own reading comes later.
    private void Tally(string text)
    {
        var title = PlainText.Of(Between(text, "<title>", "</title>"));
        var date = Between(text, "post_date>", "<").Replace("<![CDATA[", "", StringComparison.Ordinal);
        date = date.Length > 0 ? date : Between(text, "post_date><![CDATA[", "]");
        Domains.Take(text, title.Length > 0 ? $"“{title}”" : "untitled", int.TryParse(date.AsSpan(0, Math.Min(4, date.Length)), out var year) && year > 1000 ? year : null);
    }

    private static string Between(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal);
        var to = from < 0 ? -1 : text.IndexOf(end, from + start.Length, StringComparison.Ordinal);
        return to < 0 ? "" : text[(from + start.Length)..to].Replace("<![CDATA[", "", StringComparison.Ordinal).Replace("]]>", "", StringComparison.Ordinal);
    }

    private void Note(WxrFile file, WxrPart part)
    {
        foreach (var (item, _) in file.Read(part))
        {
            if (item?.Type == "attachment" && Attachment.Of(item) is var attachment && !Attachments.Add(attachment))
            {
                Faults.Add(new ImportWarning("twice", attachment.Label, "The export holds this item twice; the first one counts."));
            }
            else if (item?.Type == "wp_block" && reusable.Count < MostReusableBlocks)
            {
                reusable.TryAdd(item.Id, item.Content);
            }
        }
    }
}
