using System.Globalization;
using Broadside.Digest.Reports;
using Broadside.Guard;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Digest.Pages;

/// <summary>What mail servers said to a digest, in their own words.</summary>
[Needs(Right.SendDigest)]
public sealed class DigestAnswers(DigestQueries digests, DeliveryQueries deliveries) : DeskPage
{
    private const int PerPage = 50;

    public DigestRow? Digest { get; private set; }

    public IReadOnlyList<DeliveryQueries.Line> Lines { get; private set; } = [];

    public string? More { get; private set; }

    public async Task<IActionResult> OnGetAsync(string number, long? after, int? attempt, CancellationToken cancel)
    {
        Digest = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? await digests.FindAsync(known, cancel) : null;
        if (Digest is null)
        {
            Response.StatusCode = 404;
            return Page();
        }
        var lines = await deliveries.AnswersAsync(Digest.Number, after ?? 0, attempt ?? 0, PerPage + 1, cancel);
        Lines = [.. lines.Take(PerPage)];
        More = lines.Count > PerPage ? string.Create(CultureInfo.InvariantCulture, $"/desk/digests/{Digest.Number}/answers?after={Lines[^1].Subscriber}&attempt={Lines[^1].Attempt}") : null;
        return Page();
    }
}
