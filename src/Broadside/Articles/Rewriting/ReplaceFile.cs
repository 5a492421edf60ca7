using System.Text.Json.Serialization;
using Broadside.Articles.Body;

namespace Broadside.Articles.Rewriting;

/// <summary>One file of the library takes the place of another wherever that is shown.</summary>
public sealed record ReplaceFile(string From, string To) : RewriteSpec
{
    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>Media type of the new file where it moves.</summary>
    public string? Moving { get; init; }

    public string? MediaType { get; init; }

    public long? Bytes { get; init; }

    public int? Seconds { get; init; }

    public int? FocalX { get; init; }

    public int? FocalY { get; init; }

    /// <summary>Words of the new file that take the place of the old ones; null: those stay that the articles have.</summary>
    public NewWords? Words { get; init; }

    /// <summary>What is said about the new file. What is absent leaves the article's own words.</summary>
    public sealed record NewWords(string? Alt, string? Caption, string? Credit, string? CreditUrl);

    [JsonIgnore]
    public override string Kind => "media";

    [JsonIgnore]
    public override string Title => $"{From[..12]} → {To[..12]}";

    [JsonIgnore]
    public override string Why => $"The file {From[..12]} was replaced by {To[..12]}.";

    public override bool MayTouch(CatalogueEntry entry) => MediaKey.Of(From) is { } key && Array.IndexOf(entry.Media, key) >= 0;

    public override Changed? Apply(ArticleContent content)
    {
        var hits = ContentWalk.Media(content).Count(m => m == From);
        return hits == 0 ? null : new Changed(content with { Lead = content.Lead is { } lead ? (Figure)On(lead) : null, Blocks = [.. content.Blocks.Select(On)] }, hits, null);
    }

    private Block On(Block block) => block switch
    {
        Figure figure when figure.Media == From => figure with
        {
            Media = To,
            Width = Width,
            Height = Height,
            Moving = Moving,
            FocalX = FocalX,
            FocalY = FocalY,
            Alt = Words?.Alt ?? figure.Alt,
            Caption = Words?.Caption ?? figure.Caption,
            CaptionMarks = Words?.Caption is null ? figure.CaptionMarks : null,
            Credit = Words?.Credit ?? figure.Credit,
            CreditUrl = Words?.Credit is null ? figure.CreditUrl : Words.CreditUrl,
        },
        Gallery gallery => gallery with { Figures = [.. gallery.Figures.Select(f => (Figure)On((Block)f))] },
        Audio audio when audio.Media == From => audio with { Media = To, MediaType = MediaType, Bytes = Bytes, Seconds = Seconds, Credit = Words?.Credit ?? audio.Credit },
        Video video when video.Media == From || video.Poster == From => video with
        {
            Media = video.Media == From ? To : video.Media,
            MediaType = video.Media == From ? MediaType : video.MediaType,
            Poster = video.Poster == From ? To : video.Poster,
        },
        FileBlock file when file.Media == From => file with { Media = To, MediaType = MediaType, Bytes = Bytes },
        Embed embed when embed.Poster == From => embed with { Poster = To },
        _ => block,
    };
}
