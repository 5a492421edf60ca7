using System.Collections;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests;

/// <summary>
/// A real newsroom of all modules, in a folder and a database of its own, with a clock that the test moves.
/// Nothing runs by itself: background work does only what the test calls.
/// </summary>
public sealed class TestNewsroom : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly Hashtable environment = [];
    private readonly Action<IServiceCollection>? change;
    private OpenNewsroom? open;

    private TestNewsroom(string? postgres, Action<IServiceCollection>? change, IEnumerable<(string Key, string Value)> settings)
    {
        Postgres = postgres;
        this.change = change;
        if (postgres is not null)
        {
            environment[Variable("Storage:Postgres")] = postgres;
        }
        foreach (var (key, value) in settings)
        {
            environment[Variable(key)] = value;
        }
    }

    /// <summary>The connection string on PostgreSQL, null on SQLite.</summary>
    public string? Postgres { get; }

    public FakeTime Time { get; } = new();

    /// <summary>The data folder.</summary>
    public string Folder => folder.Path;

    public IServiceProvider Services => open!.Services;

    /// <param name="engine">One of <see cref="Engines"/>; a missing one skips the test.</param>
    /// <param name="change">Replaces services, as the far end of a wire.</param>
    /// <param name="settings">As <c>("Kit:Address", "https://example.org")</c>.</param>
    public static async Task<TestNewsroom> OpenAsync(string engine = Engines.Sqlite, Action<IServiceCollection>? change = null, params (string Key, string Value)[] settings)
    {
        var postgres = engine == Engines.Postgres ? await Engines.CreatePostgresDatabaseAsync() : null;
        var newsroom = new TestNewsroom(postgres, change, settings);
        if (postgres is null)
        {
            await EmptyTables.CopyToAsync(newsroom.Folder);
        }
        await newsroom.OpenAgainAsync();
        return newsroom;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A context of the newsroom's database; the caller disposes it.</summary>
    public NewsroomDb Db() => Get<IDbContextFactory<NewsroomDb>>().CreateDbContext();

    /// <summary>Says a setting anew; it holds from the next opening on.</summary>
    public void Set(string key, string value) => environment[Variable(key)] = value;

    /// <summary>Closes the newsroom, as at the program's end.</summary>
    public async Task CloseAsync()
    {
        if (open is not null)
        {
            await open.DisposeAsync();
            open = null;
        }
    }

    /// <summary>Closes the newsroom and opens it on the same folder and database, as after a restart.</summary>
    public async Task OpenAgainAsync()
    {
        await CloseAsync();
        open = await OpenAsync(Folder, environment);
    }

    /// <summary>Opens a copy of it in another folder, with all its settings; the caller disposes it.</summary>
    public Task<OpenNewsroom> OpenCopyAsync(string copy, string? postgres)
    {
        var other = (Hashtable)environment.Clone();
        other.Remove(Variable("Storage:Postgres"));
        if (postgres is not null)
        {
            other[Variable("Storage:Postgres")] = postgres;
        }
        return OpenAsync(copy, other);
    }

    /// <summary>Changes rows behind the program's back, as an intruder with a database client would.</summary>
    public async Task<int> AlterAsync(string sql)
    {
        await using var connection = await Get<IEngine>().OpenAsync(readOnly: false, TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        if (Postgres is not null)
        {
            await Engines.DropPostgresDatabaseAsync(Postgres);
        }
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private Task<OpenNewsroom> OpenAsync(string path, Hashtable settings) => Newsroom.OpenAsync(path, Program.Modules, TestContext.Current.CancellationToken, settings, services =>
    {
        services.AddTestParts(Time);
        change?.Invoke(services);
    });

    private static string Variable(string key) => Settings.Prefix + key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();
}
