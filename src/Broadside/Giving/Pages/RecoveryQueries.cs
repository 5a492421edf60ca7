using System.Globalization;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Pages;

/// <summary>How many donors of a cut rail were written to, opened their link, and go on elsewhere. The letters keep that; a program without them knows only who moved.</summary>
public sealed class RecoveryQueries(IDbContextFactory<NewsroomDb> dbs, IEngine engine)
{
    private const string Letters = "plan_letters";

    /// <param name="Mailed">Plans whose donor got a letter.</param>
    /// <param name="Opened">Of those, the ones whose donor opened the link.</param>
    public sealed record Board(long Mailed, long Opened);

    /// <summary>Null where no letters are kept.</summary>
    public async Task<Board?> FindAsync(CancellationToken cancel)
    {
        await using (var db = await dbs.CreateDbContextAsync(cancel))
        {
            if (db.Model.GetEntityTypes().All(e => e.GetTableName() != Letters))
            {
                return null;
            }
        }
        await using var connection = await engine.OpenAsync(readOnly: true, cancel);
        return new Board(await CountAsync("posted_at"), await CountAsync("opened_at"));

        async Task<long> CountAsync(string column) =>
            Convert.ToInt64(await Sql.AskAsync(connection, $"SELECT COUNT(DISTINCT plan) FROM {Letters} WHERE reason = 'cut' AND {column} IS NOT NULL", cancel), CultureInfo.InvariantCulture);
    }
}
