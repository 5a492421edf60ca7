using Broadside.Guard;
using Broadside.Import.Uploads;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Import.Desk;

[Needs(Right.ManageSite)]
[LargeBody]
public sealed class Imports(UploadQueries uploads, SendImport send) : DeskPage
{
    private const int PerPage = 30;

    public string Platform { get; private set; } = ImportWordPress.Platform;

    public IEnumerable<KeyValuePair<string, string>> Platforms =>
        new[] { ImportWordPress.Platform, "page" }.Select(p => KeyValuePair.Create(p, Words.Text("imports." + p)));

    public bool Fetch { get; private set; }

    public bool Strip { get; private set; }

    public string? Keep { get; private set; }

    public string? Types { get; private set; }

    public IReadOnlyList<UploadQueries.Listed> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    private Words Words => DeskWords.Of(HttpContext);

    public async Task OnGetAsync(string? before, CancellationToken cancel)
    {
        var rows = await uploads.LatestAsync(before, PerPage + 1, cancel);
        Rows = [.. rows.Take(PerPage)];
        Older = rows.Count > PerPage ? "/desk/import?before=" + Uri.EscapeDataString(Rows[^1].Id) : null;
    }

    public async Task<IActionResult> OnPostAsync(string? platform, List<IFormFile>? files, bool fetch, bool strip, string? keep, string? types, CancellationToken cancel)
    {
        (Platform, Fetch, Strip, Keep, Types) = (platform ?? Platform, fetch, strip, keep, types);
        var wishes = new UploadWishes { Fetch = fetch, Strip = strip, Keep = Lines(keep), Types = Lines(types) };
        var arriving = (files ?? []).Select(f => new SendImport.Arriving(f.FileName, f.OpenReadStream)).ToList();
        var outcome = await send.RunAsync(Platform, arriving, wishes, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Redirect("/desk/import/" + outcome.Value.Id);
        }
        await OnGetAsync(null, cancel);
        return Refused(outcome.Refusal);
    }

    private static IReadOnlyList<string> Lines(string? text) =>
        [.. (text ?? "").Split(['\n', ',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(l => l.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal).Take(200)];
}
