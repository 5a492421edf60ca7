using Broadside.Kit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage;

namespace Broadside.Storage;

/// <summary>
/// The newsroom's database, on either engine. It names no module's tables: each door hands its maps in, and code says
/// <c>db.Set&lt;Article&gt;()</c>. One use-case, one of these, one transaction.
/// </summary>
public sealed class NewsroomDb(DbContextOptions<NewsroomDb> options, IEnumerable<ITableMap> maps, IEngine engine) : DbContext(options)
{
    /// <summary>
    /// Begins a transaction that is the only writing one until it ends: SQLite takes its write lock, PostgreSQL an
    /// advisory lock. For what must be numbered without gaps, as versions.
    /// </summary>
    public Task<IWriting> BeginWritingAsync(CancellationToken cancel) => engine.BeginWritingAsync(this, cancel);

    /// <summary>Adds rows, many in a statement, within this context's transaction. What stands in them is a whole number, a text (without NUL, which PostgreSQL does not take) or null, of one kind in each column.</summary>
    /// <param name="into">Table and columns.</param>
    /// <param name="end">What follows the rows: what is done where one stands already.</param>
    /// <param name="rows">Values in the order of the columns.</param>
    /// <param name="cancel">Ends it.</param>
    public Task AddRowsAsync(string into, string end, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        var transaction = Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Rows in bulk are added within a transaction.");
        return rows.Count == 0 ? Task.CompletedTask : engine.AddRowsAsync(transaction, into, end, rows, cancel);
    }

    /// <summary>The rows that a condition holds of for each of many keys, looked up key by key.</summary>
    /// <param name="table">Theirs; the condition calls it <c>e</c>.</param>
    /// <param name="keys">The condition calls each of them <c>k.value</c>.</param>
    /// <param name="condition">SQL.</param>
    /// <param name="values">Of its parameters, from {1}.</param>
    public IQueryable<T> UnderEach<T>(string table, IReadOnlyCollection<string> keys, string condition, params IEnumerable<object> values) where T : class =>
        Set<T>().FromSqlRaw(engine.UnderEachSql(table, condition), [engine.Keys(keys), .. values]);

    /// <summary>Enums are columns, whatever their type: else the framework would make a way to keep each of them as a number, which none uses.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>();
        // It copies the model into one in which everything is worked out: a command that asks of three tables would wait for those of all.
        configurationBuilder.Conventions.Remove<RuntimeModelConvention>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var map in maps)
        {
            map.Map(modelBuilder);
        }
        Conventions.Apply(modelBuilder);
    }
}
