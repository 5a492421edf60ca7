using Broadside.Guard;
using Broadside.Kit;
using NetVips;

namespace Broadside.Media;

/// <summary>Cuts a picture. What comes out is a new file of the library with the same words: files never change, and whoever shows the old one goes on showing it.</summary>
public sealed class CropMedia(MediaQueries queries, MediaStore store, Libvips libvips, AddMedia add)
{
    private const int Quality = 92;
    private const int Smallest = 16;

    /// <summary>What stays of the picture, in per cent of its width and height.</summary>
    public sealed record Cut(int? Left, int? Top, int? Width, int? Height);

    public async Task<Outcome<MediaFile>> RunAsync(string sha256, Cut cut, Actor who, CancellationToken cancel)
    {
        if (await queries.FindAsync(sha256, cancel) is not { Width: { } width, Height: { } height, Animated: false } file)
        {
            return new Refusal("unknown", "There is no such picture in the library, or it moves.");
        }
        if (cut is not { Left: >= 0 and < 100, Top: >= 0 and < 100, Width: > 0 and <= 100, Height: > 0 and <= 100 } || cut.Left + cut.Width > 100 || cut.Top + cut.Height > 100)
        {
            return new Refusal("media_cut", "Left and width together, and top and height together, are at most 100.", "CutWidth");
        }
        if (cut is { Width: 100, Height: 100 })
        {
            return new Refusal("media_cut_whole", "That is the whole picture. Take something away.", "CutWidth");
        }
        var (left, top) = (width * cut.Left.Value / 100, height * cut.Top.Value / 100);
        var (wide, high) = (width * cut.Width.Value / 100, height * cut.Height.Value / 100);
        if (wide < Smallest || high < Smallest)
        {
            return new Refusal("media_cut_small", "Too little would be left of it. Keep more.", "CutWidth");
        }
        var bytes = await libvips.RunQuickAsync(() => Bytes(file, left, top, wide, high), cancel);
        var about = new NewMedia(file.Name) { Title = file.Title, Credit = file.Credit, CreditUrl = file.CreditUrl, Alt = file.Alt, Caption = file.Caption, Licence = file.Licence, Who = who };
        return await add.RunAsync(new MemoryStream(bytes), about, cancel);
    }

    private byte[] Bytes(MediaFile file, int left, int top, int width, int height)
    {
        using var whole = Image.NewFromFile(store.PathOf(file.Sha256));
        using var part = whole.Crop(left, top, width, height);
        return file.MediaType switch
        {
            "image/png" => part.PngsaveBuffer(keep: Enums.ForeignKeep.None),
            "image/webp" => part.WebpsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None),
            "image/gif" => part.PngsaveBuffer(keep: Enums.ForeignKeep.None),
            _ => part.JpegsaveBuffer(q: Quality, optimizeCoding: true, interlace: true, keep: Enums.ForeignKeep.None),
        };
    }
}
