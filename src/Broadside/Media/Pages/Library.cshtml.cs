using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http.Extensions;

namespace Broadside.Media.Pages;

[Needs(Right.ManageMedia)]
public sealed class Library(MediaQueries media) : DeskPage
{
    private const int PerPage = 60;

    public IReadOnlyList<MediaFile> Files { get; private set; } = [];

    public string? Text { get; private set; }

    public MediaKind? Kind { get; private set; }

    public string? Older { get; private set; }

    public string? Newest { get; private set; }

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Text) || Kind is not null;

    public IEnumerable<KeyValuePair<string, string>> Kinds => Enum.GetValues<MediaKind>()
        .Select(k => KeyValuePair.Create(k.ToString(), DeskWords.Of(HttpContext).Text("library_kind." + k.ToString().ToLowerInvariant())))
        .Prepend(KeyValuePair.Create("", DeskWords.Of(HttpContext).Text("library.any_kind")));

    public async Task OnGetAsync(string? q, string? kind, string? before, CancellationToken cancel)
    {
        (Text, Kind) = (q, Enum.TryParse<MediaKind>(kind, out var asked) && Enum.IsDefined(asked) ? asked : null);
        var place = MediaPlace.Read(before);
        var files = await media.LibraryAsync(Text, Kind, place, PerPage + 1, cancel);
        Files = [.. files.Take(PerPage)];
        Older = files.Count > PerPage ? Address(new MediaPlace(Files[^1].CreatedAt, Files[^1].Sha256)) : null;
        Newest = place is null ? null : Address(null);
    }

    private string Address(MediaPlace? before)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("q", Text), ("kind", Kind?.ToString()), ("before", before?.ToString()) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }
        return "/desk/media" + query.ToQueryString();
    }
}
