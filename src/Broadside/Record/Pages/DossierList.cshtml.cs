using Broadside.Guard;
using Broadside.Record.Dossiers;
using Broadside.Themes.DeskFrame;

namespace Broadside.Record.Pages;

/// <summary>The running stories.</summary>
[Needs(Right.Write)]
public sealed class DossierList(DossierQueries queries) : DeskPage
{
    public IReadOnlyList<Dossier> Rows { get; private set; } = [];

    public bool MayMake => HttpContext.Actor().May(Right.Curate);

    public async Task OnGetAsync(CancellationToken cancel) => Rows = await queries.AllAsync(cancel);
}
