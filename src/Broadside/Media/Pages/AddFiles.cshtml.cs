using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Media.Pages;

[Needs(Right.ManageMedia)]
[LargeBody]
public sealed class AddFiles(AddMedia add, MediaSettings settings) : DeskPage
{
    private const int MostAtOnce = 100;

    /// <summary>What came of one file.</summary>
    public sealed record Result(string Name, MediaFile? File, string? Why);

    public IReadOnlyList<Result> Results { get; private set; } = [];

    public bool KeepsOriginals => settings.KeepOriginals;

    public string? Credit { get; private set; }

    public string? Licence { get; private set; }

    public async Task<IActionResult> OnPostAsync(List<IFormFile>? files, string? credit, string? licence, CancellationToken cancel)
    {
        (Credit, Licence) = (credit, licence);
        if (files is not { Count: > 0 })
        {
            return Refused(new Refusal("media_no_file", "Choose a file.", "Files"));
        }
        var results = new List<Result>();
        foreach (var file in files.Take(MostAtOnce))
        {
            await using var content = file.OpenReadStream();
            var outcome = await add.RunAsync(content, new NewMedia(file.FileName) { Credit = credit, Licence = licence, Who = HttpContext.Actor() }, cancel);
            results.Add(new Result(file.FileName, outcome.Value, outcome.Refusal is { } refusal ? DeskWords.Of(DeskWords.Of(HttpContext), refusal) : null));
        }
        Results = results;
        if (results is [{ File: { } only }] && files.Count == 1)
        {
            return Done("/desk/media/file/" + only.Sha256, "media_added");
        }
        Response.StatusCode = results.Exists(r => r.File is not null) ? 200 : 422;
        return Page();
    }
}
