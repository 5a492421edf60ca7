using System.Globalization;
using Broadside.Articles.Body;
using Broadside.Kit;

namespace Broadside.Import.WordPress;

/// <summary>Post meta "enclosure": address, bytes, type, and from PowerPress a serialised duration, each on a line. The first sound of a post is its podcast episode.</summary>
internal static class PostEnclosure
{
    public static IReadOnlyList<Block> Add(WxrItem item, IReadOnlyList<Block> blocks, PostPictures pictures)
    {
        var made = new List<Block>();
        foreach (var value in item.AllMetaOf("enclosure").Take(20))
        {
            var lines = value.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries);
            if (!Uri.TryCreate(lines[0], UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || Stands(blocks, lines[0]) || Stands(made, lines[0]))
            {
                continue;
            }
            var type = lines.Length > 2 ? lines[2] : "";
            if (type.StartsWith("video/", StringComparison.Ordinal))
            {
                made.Add(new Video { Id = Ids.NewBlockId(), Source = lines[0], MediaType = type });
            }
            else if (type.StartsWith("audio/", StringComparison.Ordinal) || type.Length == 0)
            {
                made.Add(new Audio
                {
                    Id = Ids.NewBlockId(),
                    Source = lines[0],
                    MediaType = type.Length > 0 ? type : null,
                    Bytes = lines.Length > 1 && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? bytes : null,
                    Seconds = lines.Length > 3 ? Seconds(PhpValue.Read(lines[3])?["duration"]?.Text) : null,
                });
            }
        }
        made.ForEach(m => pictures.NoteMissing(m is Audio audio ? audio.Source : ((Video)m).Source));
        return made.Count == 0 ? blocks : [.. made, .. blocks];
    }

    // "00:29:24" or "29:24"; plain seconds happen too.
    private static int? Seconds(string? duration)
    {
        var parts = (duration ?? "").Split(':');
        var seconds = 0;
        foreach (var part in parts)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || parts.Length > 3 || number > 100_000)
            {
                return null;
            }
            seconds = (seconds * 60) + number;
        }
        return seconds > 0 ? seconds : null;
    }

    private static bool Stands(IReadOnlyList<Block> blocks, string address) =>
        blocks.Any(b => (b is Audio { Source: { } sound } && UploadAddress.Key(sound) == UploadAddress.Key(address)) || (b is Video { Source: { } film } && UploadAddress.Key(film) == UploadAddress.Key(address)));
}
