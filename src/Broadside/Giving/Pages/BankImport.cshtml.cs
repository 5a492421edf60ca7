using Broadside.Giving.Statements;
using Broadside.Guard;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>A bank's file that was posted, line by line, and its undoing.</summary>
[Needs(Right.SeeMoney)]
public sealed class BankImport(StatementQueries statements, UndoImport undo) : MoneyPage
{
    private const int Most = 500;

    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    public StatementImport? Import { get; private set; }

    public IReadOnlyList<StatementRow> Lines { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await ShowAsync(cancel);
        Response.StatusCode = Import is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    public async Task<IActionResult> OnPostUndoAsync(CancellationToken cancel) =>
        await EndAsync(await undo.RunAsync(Id, HttpContext.Actor(), cancel), "/desk/giving/bank/imports/" + Id, "statement_undone", () => ShowAsync(cancel));

    private async Task ShowAsync(CancellationToken cancel)
    {
        if (await statements.ImportAsync(Id, Most, cancel) is { } found)
        {
            (Import, Lines) = found;
        }
    }
}
