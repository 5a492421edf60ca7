using System.Globalization;
using Broadside.Articles.Body;

namespace Broadside.Articles.Markdown;

/// <summary>
/// The directives whose content is <c>key: value</c> lines. A gallery is several figures, each beginning with <c>file:</c>.
/// <c>media:</c> is the hash of a file in the media library; <c>file:</c> then only tells a person where it lies.
/// </summary>
internal static class MarkdownDirectives
{
    public static Block? Read(string name, string argument, IReadOnlyList<string> lines, Func<string> newBlockId, List<string> warnings) => name switch
    {
        "figure" => Figure(Fields(argument, lines, warnings), newBlockId(), warnings),
        "gallery" => Gallery(lines, newBlockId, warnings),
        "embed" => Embed(argument, Fields("", lines, warnings), newBlockId(), warnings),
        "audio" => Audio(Fields(argument, lines, warnings), newBlockId()),
        "video" => Video(Fields(argument, lines, warnings), newBlockId()),
        "file" => File(Fields(argument, lines, warnings), newBlockId()),
        "footnotes" => Footnotes(lines, newBlockId(), warnings),
        _ => null,
    };

    /// <summary>A figure out of fields; the front matter's picture is read the same way.</summary>
    public static Figure Figure(FrontMatter fields, string id, List<string> warnings)
    {
        var caption = fields["caption"] is { } text ? MarkdownReader.ReadLine(text, warnings) : null;
        var focal = (fields["focal"] ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return new Figure
        {
            Id = id,
            Media = fields["media"],
            Moving = fields["moving"],
            Source = Source(fields),
            Alt = fields["alt"],
            Decorative = fields["decorative"] is "yes" or "true",
            Caption = caption?.Text,
            CaptionMarks = caption?.Marks,
            Credit = fields["credit"],
            CreditUrl = Address(fields["credit_url"], warnings),
            Size = Enum.TryParse<FigureSize>(fields["size"], ignoreCase: true, out var size) && Enum.IsDefined(size) ? size : FigureSize.Text,
            Width = Number(fields["width"]),
            Height = Number(fields["height"]),
            FocalX = focal is [var x, _] ? Thousandths(x) : null,
            FocalY = focal is [_, var y] ? Thousandths(y) : null,
            Link = Address(fields["link"], warnings),
        };
    }

    private static FrontMatter Fields(string file, IReadOnlyList<string> lines, List<string> warnings)
    {
        var fields = FrontMatter.Read(file.Length > 0 ? ["file: " + file, .. lines] : lines);
        warnings.AddRange(fields.Warnings);
        return fields;
    }

    private static Gallery Gallery(IReadOnlyList<string> lines, Func<string> newBlockId, List<string> warnings)
    {
        var id = newBlockId();
        var parts = new List<List<string>> { new() };
        foreach (var line in lines)
        {
            if (line.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            {
                parts.Add([]);
            }
            parts[^1].Add(line);
        }
        var own = Fields("", parts[0], warnings);
        return new Gallery
        {
            Id = id,
            Caption = own["caption"],
            Figures = [.. parts.Skip(1).Select(p => Figure(Fields("", p, warnings), newBlockId(), warnings))],
        };
    }

    private static Embed Embed(string argument, FrontMatter fields, string id, List<string> warnings)
    {
        var words = argument.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new Embed
        {
            Id = id,
            Provider = words is [var provider, ..] ? provider.ToLowerInvariant() : "link",
            Url = Address(fields["url"] ?? words.ElementAtOrDefault(1), warnings) ?? "",
            Title = fields["title"],
            Text = fields["text"],
            Author = fields["author"],
            Poster = fields["poster"],
            Caption = fields["caption"],
        };
    }

    private static Audio Audio(FrontMatter fields, string id) => new()
    {
        Id = id,
        Media = fields["media"],
        MediaType = fields["type"],
        Source = Source(fields),
        Title = fields["title"],
        Caption = fields["caption"],
        Credit = fields["credit"],
        Seconds = Number(fields["seconds"]),
        Bytes = Bytes(fields),
    };

    private static Video Video(FrontMatter fields, string id) => new()
    {
        Id = id,
        Media = fields["media"],
        MediaType = fields["type"],
        Source = Source(fields),
        Title = fields["title"],
        Caption = fields["caption"],
        Credit = fields["credit"],
        Poster = fields["poster"],
    };

    private static FileBlock File(FrontMatter fields, string id) => new()
    {
        Id = id,
        Media = fields["media"],
        MediaType = fields["type"],
        Source = Source(fields),
        Name = fields["name"] ?? Path.GetFileName(fields["file"] ?? ""),
        Caption = fields["caption"],
        Bytes = Bytes(fields),
    };

    /// <summary>Each note under its id: for those that the text does not mention in order, which <c>[^id]: …</c> cannot tell.</summary>
    private static Footnotes Footnotes(IReadOnlyList<string> lines, string id, List<string> warnings)
    {
        var fields = Fields("", lines, warnings);
        return new Footnotes { Id = id, Notes = [.. fields.Keys.Select(key => (Key: key, Text: MarkdownReader.ReadLine(fields[key] ?? "", warnings))).Select(n => new Footnote(n.Key, n.Text.Text, n.Text.Marks))] };
    }

    private static string? Source(FrontMatter fields) => fields["media"] is null ? fields["file"] : null;

    private static int? Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static long? Bytes(FrontMatter fields) => long.TryParse(fields["bytes"], CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? bytes : null;

    private static string? Address(string? address, List<string> warnings)
    {
        if (address is null || LinkAddress.IsAllowed(address))
        {
            return address;
        }
        warnings.Add($"a link that leads nowhere a reader may go was left out: {address}");
        return null;
    }

    // "40%" and "400" both say 400 thousandths.
    private static int? Thousandths(string text)
    {
        var percent = text.EndsWith('%');
        return decimal.TryParse(text.TrimEnd('%'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? (int)Math.Clamp(percent ? number * 10 : number, 0, 1000)
            : null;
    }
}
