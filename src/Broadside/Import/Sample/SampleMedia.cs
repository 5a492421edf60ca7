using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Media;

namespace Broadside.Import.Sample;

/// <summary>Brings the sample's photos and files into the media library, and puts them where the contents name them.</summary>
public sealed class SampleMedia(AddMedia add)
{
    /// <summary>The library's rows by the names that the contents use; a file that is there already is found, not added again.</summary>
    public async Task<IReadOnlyDictionary<string, MediaFile>> BringAsync(IReadOnlyList<ArticleContent> contents, CancellationToken cancel)
    {
        var words = contents.SelectMany(Figures).Where(f => f.Source is not null).DistinctBy(f => f.Source).ToDictionary(f => f.Source!, StringComparer.Ordinal);
        var named = words.Keys.Concat(contents.SelectMany(c => c.Blocks).SelectMany(FileNames)).Distinct();
        var brought = new Dictionary<string, MediaFile>(StringComparer.Ordinal);
        foreach (var name in named)
        {
            var figure = words.GetValueOrDefault(name);
            await using var file = SampleFiles.Open("media/" + name);
            var about = new NewMedia(name) { Source = MakeSample.Source, Alt = figure?.Alt, Caption = figure?.Caption, Credit = figure?.Credit };
            var added = await add.RunAsync(file, about, cancel);
            brought[name] = added.Value ?? throw new InvalidDataException($"The program's own sample file {name} was refused: {added.Refusal?.Message}");
        }
        return brought;
    }

    /// <summary>The content with its files found; one that is not there stays a name.</summary>
    public static ArticleContent Place(ArticleContent content, IReadOnlyDictionary<string, MediaFile> files) => content with
    {
        Lead = content.Lead is null ? null : (Figure)Place(content.Lead, files),
        Blocks = [.. content.Blocks.Select(b => Place(b, files))],
    };

    private static Block Place(Block block, IReadOnlyDictionary<string, MediaFile> files) => block switch
    {
        Gallery gallery => gallery with { Figures = [.. gallery.Figures.Select(f => (Figure)Place(f, files))] },
        Figure figure when Found(figure.Source, files) is { } file => figure with { Media = file.Sha256, Source = null, Width = file.Width, Height = file.Height },
        Audio audio when Found(audio.Source, files) is { } file => audio with { Media = file.Sha256, Source = null, Bytes = file.Bytes, MediaType = file.MediaType, Seconds = file.Seconds ?? audio.Seconds },
        Video video when Found(video.Source, files) is { } file => video with { Media = file.Sha256, Source = null, MediaType = file.MediaType, Poster = Found(video.Poster, files)?.Sha256 },
        FileBlock document when Found(document.Source, files) is { } file => document with { Media = file.Sha256, Source = null, Bytes = file.Bytes, MediaType = file.MediaType },
        _ => block,
    };

    private static MediaFile? Found(string? name, IReadOnlyDictionary<string, MediaFile> files) => name is null ? null : files.GetValueOrDefault(name);

    private static IEnumerable<Figure> Figures(ArticleContent content) =>
        content.Blocks.OfType<Figure>()
            .Concat(content.Blocks.OfType<Gallery>().SelectMany(g => g.Figures))
            .Concat(content.Lead is { } lead ? [lead] : []);

    private static IEnumerable<string> FileNames(Block block)
    {
        string?[] names = block switch
        {
            Audio audio => [audio.Source],
            Video video => [video.Source, video.Poster],
            FileBlock document => [document.Source],
            _ => [],
        };
        return names.OfType<string>();
    }
}
