using Broadside.Articles;
using Broadside.Articles.Body;

namespace Broadside.Import;

/// <summary>Puts files that were missing into a content: the blocks stay, their sources become files of the library.</summary>
internal static class FillFigures
{
    public static ArticleContent With(ArticleContent content, Func<string, FoundMedia?> find) => content with
    {
        Lead = content.Lead is { } lead ? Fill(lead, find) : null,
        Blocks = [.. content.Blocks.Select(b => Fill(b, find))],
    };

    private static Block Fill(Block block, Func<string, FoundMedia?> find) => block switch
    {
        Figure figure => Fill(figure, find),
        Gallery gallery => gallery with { Figures = [.. gallery.Figures.Select(f => Fill(f, find))] },
        Audio { Media: null, Source: { } source } audio when find(source) is { } found =>
            audio with { Media = found.Media, Source = null, Seconds = found.Seconds ?? audio.Seconds, Bytes = found.Bytes, MediaType = found.MediaType },
        Video { Media: null, Source: { } source } video when find(source) is { } found =>
            video with { Media = found.Media, Source = null, MediaType = found.MediaType },
        FileBlock { Media: null, Source: { } source } file when find(source) is { } found =>
            file with { Media = found.Media, Source = null, Bytes = found.Bytes, MediaType = found.MediaType },
        _ => block,
    };

    private static Figure Fill(Figure figure, Func<string, FoundMedia?> find)
    {
        if (figure.Media is not null || figure.Source is not { } source || find(source) is not { } found)
        {
            return figure;
        }
        return figure with
        {
            Media = found.Media,
            Source = null,
            Width = found.Width ?? figure.Width,
            Height = found.Height ?? figure.Height,
            Alt = string.IsNullOrEmpty(figure.Alt) ? found.Alt : figure.Alt,
            Credit = figure.Credit ?? found.Credit,
            CreditUrl = figure.CreditUrl ?? found.CreditUrl,
        };
    }
}
