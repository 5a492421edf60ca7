using System.Text.Json;
using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Export;
using Broadside.Kit;
using Broadside.Media;

namespace Broadside.Import.WordPress;

/// <summary>
/// The whole content of an item that this program exported. It counts only where writing it again makes exactly the HTML that
/// the item shows, so that nothing comes in which its text does not say; what was edited elsewhere since is read as HTML.
/// </summary>
/// <param name="site">The old site's address, without a slash at the end.</param>
/// <param name="find">Finds files that are here.</param>
/// <param name="pictures">Is told of those that are not.</param>
internal sealed class OwnContent(string site, Func<string, FoundMedia?>? find, PostPictures pictures)
{
    private const int LongestAddress = 300;

    /// <summary>Null where there is none, or it is not to be trusted.</summary>
    public ArticleContent? Read(WxrItem item)
    {
        if (item.MetaOf(WxrRecord.Key) is not { } json || Parse(json) is not { } record)
        {
            return null;
        }
        var content = record.Content;
        string AddressOf(string sha256) => site + MediaAddress.Root + record.Files.GetValueOrDefault(sha256, sha256);
        return item.Guid == $"{site}/?id={content.Id}" && IsSound(content) && WxrBody.Write(content, path => site + path, AddressOf) == item.Content.ReplaceLineEndings("\n")
            ? Placed(content, AddressOf)
            : null;
    }

    /// <summary>The next version of a published item. No reader gets it before a person here has read and published it.</summary>
    public ArticleContent? ReadNext(WxrItem item)
    {
        if (item.MetaOf(WxrRecord.NextKey) is not { } json || Parse(json) is not { } record || !IsSound(record.Content) || item.Guid != $"{site}/?id={record.Content.Id}")
        {
            return null;
        }
        return Placed(record.Content, sha256 => site + MediaAddress.Root + record.Files.GetValueOrDefault(sha256, sha256));
    }

    /// <summary>What is left of an item that was withdrawn.</summary>
    public static WxrGone? ReadGone(WxrItem item) =>
        item.Status == "trash" && item.MetaOf(WxrGone.Key) is { } json && Parse<WxrGone>(json) is { V: 1, Tombstone: { Reason.Length: > 0, Address: not null }, Former: not null } gone && gone.Former.Append(gone.Tombstone.Address).All(IsPath)
            ? gone
            : null;

    public static DateTimeOffset? ReadEmbargo(WxrItem item) =>
        DateTimeOffset.TryParse(item.MetaOf(WxrRecord.EmbargoKey), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.RoundtripKind, out var until) ? until : null;

    private static WxrRecord? Parse(string json) => Parse<WxrRecord>(json) is { V: 1, Content.Blocks: not null, Files: not null } record ? record : null;

    private static T? Parse<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, CanonicalJson.Options);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    // Its id follows from site and number over there: what relates to each other does so here, and nothing that stands here can be overwritten.
    private ArticleContent Placed(ArticleContent content, Func<string, string> addressOf) => content with
    {
        Id = IdOf(content.Id),
        Related = [.. content.Related.Select(IdOf)],
        TranslationGroup = content.TranslationGroup is { } group ? IdOf("group " + group) : null,
        Lead = content.Lead is { } lead ? (Figure)Placed(lead, addressOf) : null,
        Blocks = [.. content.Blocks.Select(b => Placed(b, addressOf))],
        FormerAddresses = [.. content.FormerAddresses.Append(content.Address).Where(a => a.Length > 1).Distinct()],
        Address = "",
    };

    private Block Placed(Block block, Func<string, string> addressOf) => block switch
    {
        Gallery gallery => gallery with { Figures = [.. gallery.Figures.Select(f => (Figure)Placed(f, addressOf))] },
        Figure { Media: { } sha } figure => Find(addressOf(sha)) is { } found
            ? figure with { Media = found.Media, Width = found.Width ?? figure.Width, Height = found.Height ?? figure.Height }
            : figure with { Media = null, Moving = null, Source = addressOf(sha) },
        Audio { Media: { } sha } audio => Find(addressOf(sha)) is { } found ? audio with { Media = found.Media } : audio with { Media = null, Source = addressOf(sha) },
        Video { Media: { } sha } video => (Find(addressOf(sha)) is { } found ? video with { Media = found.Media } : video with { Media = null, Source = addressOf(sha) }) with { Poster = Still(video.Poster, addressOf) },
        FileBlock { Media: { } sha } file => Find(addressOf(sha)) is { } found ? file with { Media = found.Media } : file with { Media = null, Source = addressOf(sha) },
        Embed { Poster: not null } embed => embed with { Poster = Still(embed.Poster, addressOf) },
        _ => Missing(block),
    };

    private string IdOf(string id) => IdOf(site, id);

    /// <summary>The id here of an article over there.</summary>
    public static string IdOf(string site, string id) => Ids.Of($"{ImportWordPress.Platform} {site} {id}");

    private FoundMedia? Find(string address)
    {
        var found = find?.Invoke(address);
        pictures.NoteMissing(found is null ? address : null);
        return found;
    }

    private string? Still(string? sha256, Func<string, string> addressOf) => sha256 is null ? null : find?.Invoke(addressOf(sha256))?.Media;

    // What was missing over there is missing here too.
    private Block Missing(Block block)
    {
        pictures.NoteMissing(block switch
        {
            Figure figure => figure.Source,
            Audio audio => audio.Source,
            Video video => video.Source,
            FileBlock file => file.Source,
            _ => null,
        });
        return block;
    }

    private static bool IsSound(ArticleContent content)
    {
        var figures = ContentWalk.Figures(content).ToList();
        var ids = content.Blocks.Select(b => b.Id).ToList();
        var addresses = content.Blocks.SelectMany(ContentWalk.Texts).Concat(figures.SelectMany(f => ContentWalk.Texts(f)))
            .SelectMany(t => t.Marks ?? []).Where(m => m.Kind == MarkKind.Link).Select(m => m.Value)
            .Concat(figures.SelectMany(f => new[] { f.Link, f.CreditUrl, f.Source }))
            .Concat(content.Blocks.Select(b => b is Embed embed ? embed.Url : null))
            .Concat([content.CanonicalUrl, content.FirstPublishedUrl]);
        return content.Title.Length > 0
            && ids.Distinct().Count() == ids.Count && ids.TrueForAll(id => id.Length is > 0 and <= 40 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            && addresses.OfType<string>().All(IsClean)
            && content.FormerAddresses.Append(content.Address).All(a => a.Length == 0 || IsPath(a));
    }

    private static bool IsPath(string address) => address.Length is > 0 and < LongestAddress && address[0] == '/';

    // Letters of other scripts may stand in a path as they are.
    private static bool IsClean(string address) =>
        WebAddress.Clean(address) is { } clean && (clean == address || Uri.UnescapeDataString(clean) == Uri.UnescapeDataString(address));
}
