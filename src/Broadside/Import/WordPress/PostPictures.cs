using Broadside.Articles.Body;

namespace Broadside.Import.WordPress;

/// <summary>Gives pictures what the old media library knew of them, and counts the files that are not here.</summary>
internal sealed class PostPictures(AttachmentShelf attachments, Func<string, FoundMedia?>? find)
{
    private readonly Dictionary<string, string> missing = new(StringComparer.Ordinal);

    /// <summary>Where each file that is not here can be fetched, by its key.</summary>
    public IReadOnlyDictionary<string, string> Missing => missing;

    public IReadOnlyList<Block> Complete(IReadOnlyList<Block> blocks)
    {
        Block[]? changed = null;
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = Complete(blocks[i]);
            if (!ReferenceEquals(block, blocks[i]))
            {
                changed ??= [.. blocks];
                changed[i] = block;
            }
        }
        return changed ?? blocks;
    }

    /// <summary>The featured image, by the number of its attachment.</summary>
    public Figure? Lead(string? number)
    {
        if (number is null || attachments.ById(number.Trim()) is not { } picture)
        {
            return null;
        }
        var found = find?.Invoke(picture.Url);
        NoteMissing(found is null ? picture.Url : null);
        return new Figure
        {
            Id = Kit.Ids.NewBlockId(),
            Media = found?.Media,
            Source = found is null ? picture.Url : null,
            Alt = picture.Alt ?? found?.Alt,
            Caption = picture.Caption ?? found?.Caption,
            Credit = picture.Credit ?? found?.Credit,
            CreditUrl = picture.CreditUrl ?? found?.CreditUrl,
            Width = found?.Width ?? picture.Width,
            Height = found?.Height ?? picture.Height,
        };
    }

    /// <summary>Many themes of old showed no featured image, so writers put it at the top of the text as well.</summary>
    public IReadOnlyList<Block> WithoutDouble(IReadOnlyList<Block> blocks, Figure? lead)
    {
        if (lead is null || blocks.Count == 0 || blocks[0] is not Figure first)
        {
            return blocks;
        }
        var same = first.Media is not null ? first.Media == lead.Media : first.Source is { } source && lead.Source is { } own && UploadAddress.Key(source) == UploadAddress.Key(own);
        return same && first.Caption is null ? [.. blocks.Skip(1)] : blocks;
    }

    public void NoteMissing(string? source)
    {
        if (source is not null)
        {
            missing.TryAdd(UploadAddress.Key(source), source);
        }
    }

    private Block Complete(Block block)
    {
        switch (block)
        {
            case Figure figure:
                return Complete(figure);
            case Gallery gallery:
                var figures = gallery.Figures.Select(Complete).ToList();
                return figures.SequenceEqual(gallery.Figures, ReferenceEqualityComparer.Instance) ? gallery : gallery with { Figures = figures };
            case Audio { Media: null } audio:
                NoteMissing(audio.Source);
                return block;
            case Video { Media: null } video:
                NoteMissing(video.Source);
                return block;
            case FileBlock { Media: null } file:
                NoteMissing(file.Source);
                return block;
            default:
                return block;
        }
    }

    private Figure Complete(Figure figure)
    {
        if (figure.Media is not null || figure.Source is not { } source)
        {
            return figure;
        }
        NoteMissing(source);
        if (attachments.ByAddress(source) is not { } picture)
        {
            return figure;
        }
        return figure with
        {
            Source = picture.Url,
            Alt = string.IsNullOrEmpty(figure.Alt) ? picture.Alt : figure.Alt,
            Decorative = figure.Decorative && picture.Alt is null,
            Credit = figure.Credit ?? picture.Credit,
            CreditUrl = figure.CreditUrl ?? picture.CreditUrl,
            Width = picture.Width ?? figure.Width,
            Height = picture.Height ?? figure.Height,
        };
    }
}
