using Broadside.Articles;
using Broadside.Articles.Body;

namespace Broadside.Import.Sample;

/// <summary>Brings the sample's photos and files into the media library, and puts them where the contents name them.</summary>
public sealed class SampleMedia
{
    public sealed record Placed(string Sha256, string MediaType, long Bytes, int? Width, int? Height, int? Seconds);

    public Task<IReadOnlyDictionary<string, Placed>> BringAsync(IReadOnlyList<ArticleContent> contents, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, Placed>>(new Dictionary<string, Placed>());

    /// <summary>The content with its files found; one that is not there stays a name.</summary>
    public static ArticleContent Place(ArticleContent content, IReadOnlyDictionary<string, Placed> files) => content with
    {
        Lead = content.Lead is null ? null : (Figure)Place(content.Lead, files),
        Blocks = [.. content.Blocks.Select(b => Place(b, files))],
    };

    private static Block Place(Block block, IReadOnlyDictionary<string, Placed> files) => block switch
    {
        Gallery gallery => gallery with { Figures = [.. gallery.Figures.Select(f => (Figure)Place(f, files))] },
        Figure figure when Found(figure.Source, files) is { } file => figure with { Media = file.Sha256, Source = null, Width = file.Width, Height = file.Height },
        Audio audio when Found(audio.Source, files) is { } file => audio with { Media = file.Sha256, Source = null, Bytes = file.Bytes, MediaType = file.MediaType, Seconds = file.Seconds ?? audio.Seconds },
        FileBlock document when Found(document.Source, files) is { } file => document with { Media = file.Sha256, Source = null, Bytes = file.Bytes, MediaType = file.MediaType },
        _ => block,
    };

    private static Placed? Found(string? name, IReadOnlyDictionary<string, Placed> files) => name is null ? null : files.GetValueOrDefault(name);
}
