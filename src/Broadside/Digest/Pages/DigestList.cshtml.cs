using System.Globalization;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;

namespace Broadside.Digest.Pages;

[Needs(Right.SendDigest)]
public sealed class DigestList(DigestQueries digests) : DeskPage
{
    private const int PerPage = 50;

    public IReadOnlyList<DigestRow> Rows { get; private set; } = [];

    public string? Older { get; private set; }

    public bool IsFirst { get; private set; }

    public async Task OnGetAsync(long? before, CancellationToken cancel)
    {
        var rows = await digests.LatestAsync(before, PerPage + 1, cancel);
        Rows = [.. rows.Take(PerPage)];
        Older = rows.Count > PerPage ? "/desk/digests?before=" + Rows[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
        IsFirst = before is null;
    }

    public static string AddressOf(DigestRow digest) => digest switch
    {
        { State: DigestState.Open, Kind: DigestKind.Daily } => "/desk/digest",
        { State: DigestState.Open, Kind: DigestKind.Weekly } => "/desk/digest?kind=weekly",
        _ => "/desk/digests/" + digest.Number.ToString(CultureInfo.InvariantCulture),
    };
}
