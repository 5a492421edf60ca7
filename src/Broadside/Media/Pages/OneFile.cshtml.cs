using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Media.Pages;

[Needs(Right.ManageMedia)]
public sealed class OneFile(MediaQueries media, IEnumerable<IMediaUse> uses, DescribeMedia describe, FocusMedia focus, CropMedia crop, MediaStore store) : DeskPage
{
    private const int UsesShown = 50;

    [FromRoute]
    public string Sha256 { get; set; } = "";

    public MediaFile? Item { get; private set; }

    public bool IsPicture => Item is { Width: not null } && Kind == MediaKind.Picture;

    public MediaKind Kind => MediaType.Named(Item?.MediaType)?.Kind ?? MediaKind.Document;

    /// <summary>What the form holds: what was typed, where it was refused.</summary>
    public MediaWords Said { get; private set; } = new();

    public string Mark { get; private set; } = "";

    /// <summary>What somebody else wrote meanwhile.</summary>
    public MediaWords? Theirs { get; private set; }

    public string X { get; private set; } = "50";

    public string Y { get; private set; } = "50";

    public IReadOnlyList<string> Cut { get; private set; } = ["0", "0", "100", "100"];

    public IReadOnlyList<MediaUse> Uses { get; private set; } = [];

    public int Live { get; private set; }

    /// <summary>As it was sent there is more to it than is kept for readers.</summary>
    public bool HasOriginal => Item is not null && store.HasOriginal(Sha256);

    public bool MayFetch => HttpContext.Actor().May(Right.EditOthers);

    public bool MayReplace => HttpContext.Actor().May(Right.EditOthers);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Response.StatusCode = Item is null ? 404 : 200;
        return Page();
    }

    public async Task<IActionResult> OnPostWordsAsync(string? fileTitle, string? alt, string? caption, string? credit, string? creditUrl, string? licence, string? mark, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var words = new MediaWords(IsPicture ? null : fileTitle ?? "", IsPicture ? alt ?? "" : null, caption ?? "", credit ?? "", creditUrl ?? "", licence ?? "");
        var outcome = await describe.RunAsync(Sha256, words, mark ?? "", HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/media/file/" + Sha256, "media_words");
        }
        Said = words;
        Theirs = outcome.Refusal.Code == "media_stale" ? MediaWords.Of(Item!) : null;
        Mark = Theirs is null ? mark ?? "" : Mark;
        return Refused(outcome.Refusal);
    }

    public async Task<IActionResult> OnPostFocusAsync(string? x, string? y, CancellationToken cancel)
    {
        var outcome = await focus.RunAsync(Sha256, Number(x), Number(y), HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/media/file/" + Sha256, "media_focus");
        }
        await LoadAsync(cancel);
        (X, Y) = (x ?? "", y ?? "");
        return Refused(outcome.Refusal);
    }

    public async Task<IActionResult> OnPostCropAsync(string? cutLeft, string? cutTop, string? cutWidth, string? cutHeight, CancellationToken cancel)
    {
        var outcome = await crop.RunAsync(Sha256, new CropMedia.Cut(Number(cutLeft), Number(cutTop), Number(cutWidth), Number(cutHeight)), HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/media/file/" + outcome.Value.Sha256, "media_cut");
        }
        await LoadAsync(cancel);
        Cut = [cutLeft ?? "", cutTop ?? "", cutWidth ?? "", cutHeight ?? ""];
        return Refused(outcome.Refusal);
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Item = MediaStore.IsHash(Sha256) ? await media.FindAsync(Sha256, cancel) : null;
        if (Item is null)
        {
            return;
        }
        Said = MediaWords.Of(Item);
        Mark = Said.Mark();
        (X, Y) = (Percent(Item.FocalX), Percent(Item.FocalY));
        var found = new List<MediaUse>();
        foreach (var use in uses)
        {
            found.AddRange(await use.FindAsync(Sha256, UsesShown, cancel));
            Live += use.CountLive(Sha256);
        }
        Uses = found;
    }

    private static string Percent(int? thousandths) => ((thousandths ?? 500) / 10).ToString(CultureInfo.InvariantCulture);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
