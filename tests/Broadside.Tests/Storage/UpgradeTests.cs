using System.Data.Common;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Storage;

/// <summary>A newsroom that an older program left behind: the tables of its first steps, and a few rows in them.</summary>
public sealed class UpgradeTests
{
    // The last step that a program had before gifts came.
    private const string Old = "0180-record";

    private const string InsertStaff = "INSERT INTO staff (id, name, email, role, language, scheme, code_step, told_seq, made_at) VALUES ('a', 'Ana of old', 'ana@example.org', 'owner', 'en', '', 0, 0, 0)";

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_older_newsroom_is_copied_and_brought_up_to_date(string engine)
    {
        await using var newsroom = await OlderAsync(engine);

        await newsroom.OpenAgainAsync();

        var done = newsroom.Get<Migrator>().Done!;
        Assert.Equal(Old, done.From);
        Assert.Equal([.. Migrator.Steps(engine).Keys.Where(s => string.CompareOrdinal(s, Old) > 0)], done.Steps);
        Assert.Equal(1L, await AskAsync(newsroom, "SELECT count(*) FROM staff WHERE name = 'Ana of old'"));
        var copy = Assert.Single(done.Kept);
        Assert.Equal(Path.Combine(newsroom.Folder, "before-upgrade"), Path.GetDirectoryName(copy));
        Assert.StartsWith("20261122-120000-0180-record.", Path.GetFileName(copy), StringComparison.Ordinal);
        if (engine == Engines.Sqlite)
        {
            Assert.Equal((1L, Old), await LookIntoAsync(copy));
        }
        await newsroom.OpenAgainAsync();
        Assert.Null(newsroom.Get<Migrator>().Done);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_step_that_fails_takes_all_of_them_back(string engine)
    {
        await using var newsroom = await OlderAsync(engine);
        // A table that one of the last steps makes is there already.
        await ChangeAsync(newsroom, "CREATE TABLE gifts (id integer)");

        var refused = await Assert.ThrowsAsync<SettingsException>(newsroom.OpenAgainAsync);

        Assert.StartsWith("The upgrade was taken back: the step “0190-giving", refused.Message, StringComparison.Ordinal);
        Assert.Contains("The database is as it was, and the program that ran before still runs on it. A copy from before stands in ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Old, await NewestAsync(newsroom));
        await ChangeAsync(newsroom, "DROP TABLE gifts");
        await newsroom.OpenAgainAsync();
        Assert.Equal(Old, newsroom.Get<Migrator>().Done!.From);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "check-upgrade")]
    public async Task Tables_that_the_program_cannot_use_take_the_upgrade_back(string engine)
    {
        await using var newsroom = await OlderAsync(engine);
        await ChangeAsync(newsroom, "ALTER TABLE staff RENAME COLUMN name TO called");

        var refused = await Assert.ThrowsAsync<SettingsException>(newsroom.OpenAgainAsync);

        Assert.StartsWith("The upgrade was taken back: afterwards the table staff is not as this program needs it: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Old, await NewestAsync(newsroom));
    }

    [Fact]
    [Trait("Defence", "copy-before-upgrade")]
    public async Task A_copy_that_cannot_be_made_stops_the_upgrade()
    {
        await using var newsroom = await OlderAsync(Engines.Sqlite, services => services.AddSingleton<IBeforeUpgrade, NoCopy>());

        var refused = await Assert.ThrowsAsync<SettingsException>(newsroom.OpenAgainAsync);

        Assert.Equal("No room.", refused.Message);
        Assert.Equal(Old, await NewestAsync(newsroom));
    }

    [Theory]
    [InlineData("database half copied")]
    [InlineData("database copied")]
    [InlineData("tables changed")]
    [InlineData("tables kept")]
    public async Task A_power_cut_leaves_the_old_tables_or_the_new_ones(string point)
    {
        await using var newsroom = await OlderAsync(Engines.Sqlite);
        Mishap.Heard.Value = here =>
        {
            if (here == point)
            {
                throw new TimeoutException(point);
            }
        };
        await Assert.ThrowsAsync<TimeoutException>(newsroom.OpenAgainAsync);
        Mishap.Heard.Value = null;

        Assert.Equal(point == "tables kept" ? Migrator.Steps(Engines.Sqlite).Keys.Last() : Old, await NewestAsync(newsroom));
        await newsroom.OpenAgainAsync();
        Assert.Equal(1L, await AskAsync(newsroom, "SELECT count(*) FROM staff WHERE name = 'Ana of old'"));
        Assert.Equal((1L, Old), await LookIntoAsync(Assert.Single(Directory.GetFiles(Path.Combine(newsroom.Folder, "before-upgrade")))));
    }

    [Fact]
    public async Task Three_copies_are_kept_for_their_owner_alone()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var copy = new CopyBeforeUpgrade(newsroom.Get<IEngine>(), newsroom.Get<DataFolder>(), new StorageSettings(), newsroom.Time);
        for (var i = 0; i < 5; i++)
        {
            await copy.RunAsync(new Upgrade("0001-jobs", []), TestContext.Current.CancellationToken);
            newsroom.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["20261122-140000-0001-jobs.db", "20261122-150000-0001-jobs.db", "20261122-160000-0001-jobs.db"], copy.Copies().Select(Path.GetFileName));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(Path.Combine(newsroom.Folder, "before-upgrade")));
    }

    [Fact]
    public async Task The_command_says_what_was_done()
    {
        await using var newsroom = await OlderAsync(Engines.Sqlite);

        var first = await TestProgram.RunAsync(newsroom.Folder, "upgrade");
        var second = await TestProgram.RunAsync(newsroom.Folder, "upgrade", "--json");

        Assert.Equal(0, first.ExitCode);
        Assert.StartsWith($"The database went from {Old} to ", first.Output, StringComparison.Ordinal);
        Assert.Contains("As it was before: ", first.Output, StringComparison.Ordinal);
        Assert.Contains("\"from\": null", second.Output, StringComparison.Ordinal);
    }

    /// <summary>Closed, with nothing but the steps up to <see cref="Old"/> in its database.</summary>
    private static async Task<TestNewsroom> OlderAsync(string engine, Action<IServiceCollection>? change = null)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine, change);
        await newsroom.CloseAsync();
        if (newsroom.Postgres is null)
        {
            SqliteConnection.ClearAllPools();
            foreach (var file in Directory.GetFiles(newsroom.Folder, "broadside.db*"))
            {
                File.Delete(file);
            }
        }
        else
        {
            await ChangeAsync(newsroom, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
        await ChangeAsync(newsroom, "CREATE TABLE schema_steps (name text PRIMARY KEY, applied_at bigint NOT NULL)");
        foreach (var (name, sql) in Migrator.Steps(engine).Where(s => string.CompareOrdinal(s.Key, Old) <= 0))
        {
            await ChangeAsync(newsroom, sql);
            await ChangeAsync(newsroom, $"INSERT INTO schema_steps VALUES ('{name}', 0)");
        }
        await ChangeAsync(newsroom, InsertStaff);
        return newsroom;
    }

    private static async Task<DbConnection> ConnectAsync(TestNewsroom newsroom)
    {
        DbConnection connection = newsroom.Postgres is { } postgres ? new Npgsql.NpgsqlConnection(postgres) : new SqliteConnection($"Data Source={Path.Combine(newsroom.Folder, "broadside.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task ChangeAsync(TestNewsroom newsroom, string sql)
    {
        await using var connection = await ConnectAsync(newsroom);
        await Sql.RunAsync(connection, sql, TestContext.Current.CancellationToken);
    }

    private static async Task<object?> AskAsync(TestNewsroom newsroom, string sql)
    {
        await using var connection = await ConnectAsync(newsroom);
        return await Sql.AskAsync(connection, sql, TestContext.Current.CancellationToken);
    }

    private static async Task<string> NewestAsync(TestNewsroom newsroom) => (string)(await AskAsync(newsroom, "SELECT max(name) FROM schema_steps"))!;

    private static async Task<(long Staff, string Newest)> LookIntoAsync(string copy)
    {
        await using var connection = new SqliteConnection($"Data Source={copy};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return ((long)(await Sql.AskAsync(connection, "SELECT count(*) FROM staff", TestContext.Current.CancellationToken))!, (string)(await Sql.AskAsync(connection, "SELECT max(name) FROM schema_steps", TestContext.Current.CancellationToken))!);
    }

    private sealed class NoCopy : IBeforeUpgrade
    {
        public Task<string?> RunAsync(Upgrade upgrade, CancellationToken cancel) => throw new SettingsException("No room.");
    }
}
