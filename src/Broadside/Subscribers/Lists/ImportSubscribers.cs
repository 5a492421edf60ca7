using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers.Lists;

/// <summary>
/// Brings a list of addresses over, a thousand rows at a time, however long it is; a run that was stopped goes on by being run
/// again. Confirmed becomes who is known to have agreed, with where and when; everybody else is asked by mail, once; who left,
/// complained or was erased stays away.
/// </summary>
public sealed class ImportSubscribers(IDbContextFactory<NewsroomDb> dbs, IEngine engine, TakeRows take, JobQueue queue, AuditLog audit, TimeProvider time)
{
    private const int Batch = 1000;
    private const int Tries = 3;

    /// <param name="file">The list; read once, from where it stands.</param>
    /// <param name="wishes">How.</param>
    /// <param name="who">Who brings it over.</param>
    /// <param name="progress">Told how far it is, 0 to 1, and at which row.</param>
    /// <param name="cancel">Ends it; what was taken stays.</param>
    public async Task<Outcome<ImportedList>> RunAsync(Stream file, ListWishes wishes, Actor who, Action<double, string> progress, CancellationToken cancel)
    {
        using var text = new StreamReader(file, leaveOpen: true);
        var list = new ImportedList();
        ListColumns? columns = null;
        var rows = new List<ListRow>(Batch);
        await foreach (var row in new CsvReader(text).RowsAsync(cancel))
        {
            if (columns is null)
            {
                if (row.Fault is not null || (columns = ListColumns.Of(row.Fields)) is null)
                {
                    return NoList();
                }
                continue;
            }
            var outcome = row.Fault is { } fault ? new Refusal("row", fault) : columns.Read(row, wishes.ConsentSource, time.GetUtcNow());
            if (!outcome.IsDone)
            {
                list.NoteBad(row.Line, outcome.Refusal.Message);
                continue;
            }
            rows.Add(outcome.Value);
            if (rows.Count == Batch)
            {
                await TakeAsync(rows, list, wishes, cancel);
                progress(file.Length == 0 ? 0 : (double)file.Position / file.Length, $"{list.Rows} rows");
            }
        }
        if (columns is null)
        {
            return NoList();
        }
        await TakeAsync(rows, list, wishes, cancel);
        if (!wishes.DryRun)
        {
            await EndAsync(list, wishes, who, cancel);
        }
        return list;
    }

    private static Refusal NoList() => new("no_list", "The first line names no column with addresses. It must hold one that is called email.", "File");

    private async Task TakeAsync(List<ListRow> rows, ImportedList list, ListWishes wishes, CancellationToken cancel)
    {
        for (var tried = 1; rows.Count > 0; tried++)
        {
            try
            {
                var counted = await take.RunAsync(rows, wishes, cancel);
                list.Created += counted.Created;
                list.Unchanged += counted.Unchanged;
                list.Asked += counted.Asked;
                list.AskedForSource += counted.AskedForSource;
                list.Suppressed += counted.Suppressed;
                rows.Clear();
            }
            // Somebody signed up between the look and the writing: the next look sees them.
            catch (DbUpdateException e) when (tried < Tries && engine.IsDuplicate(e))
            {
            }
        }
    }

    private async Task EndAsync(ImportedList list, ListWishes wishes, Actor who, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await audit.AddAsync(db, who, "import list", "list/" + wishes.Name, $"{list.Created} created, {list.Asked} asked, {list.Suppressed} suppressed, {list.Bad.Count} bad", cancel);
        if (list.Asked > 0)
        {
            await AskImported.QueueAsync(queue, db, cancel);
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }
}
