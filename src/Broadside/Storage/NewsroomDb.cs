using Broadside.Kit;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>Enums are columns, whatever their type: else the framework would make a way to keep each of them as a number, which none uses.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.Properties<Enum>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var map in maps)
        {
            map.Map(modelBuilder);
        }
        Conventions.Apply(modelBuilder);
    }
}
