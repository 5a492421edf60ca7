using Broadside.Articles.Body;
using Broadside.Media;

namespace Broadside.Articles;

/// <summary>Puts a file of the media library into a figure, or a recording or document into its block: size and kind from the file, words where the block has none.</summary>
public static class FillFigure
{
    public static Figure With(this Figure figure, MediaFile file) => figure with
    {
        Media = file.Sha256,
        Moving = file.Animated ? file.MediaType : null,
        Width = file.Width,
        Height = file.Height,
        Alt = figure.Alt ?? file.Alt,
        Caption = figure.Caption ?? file.Caption,
        Credit = figure.Credit ?? file.Credit,
        CreditUrl = figure.CreditUrl ?? file.CreditUrl,
        FocalX = figure.FocalX ?? file.FocalX,
        FocalY = figure.FocalY ?? file.FocalY,
    };

    public static Audio With(this Audio audio, MediaFile file) => audio with
    {
        Media = file.Sha256,
        MediaType = file.MediaType,
        Bytes = file.Bytes,
        Seconds = file.Seconds ?? audio.Seconds,
        Title = audio.Title ?? file.Title,
        Credit = audio.Credit ?? file.Credit,
    };

    public static Video With(this Video video, MediaFile file) => video with
    {
        Media = file.Sha256,
        MediaType = file.MediaType,
        Title = video.Title ?? file.Title,
        Credit = video.Credit ?? file.Credit,
    };

    public static FileBlock With(this FileBlock block, MediaFile file) => block with { Media = file.Sha256, MediaType = file.MediaType, Bytes = file.Bytes };
}
