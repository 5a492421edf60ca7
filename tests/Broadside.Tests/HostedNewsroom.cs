using System.Collections;
using System.Net;
using System.Net.Sockets;
using Broadside.Kit;
using Broadside.Site;
using Broadside.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests;

/// <summary>
/// A newsroom that is served within the test, on a free port of the loopback, with a clock that the test moves: what runs by
/// itself stands still until then.
/// </summary>
public sealed class HostedNewsroom : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly Hashtable environment = [];
    private readonly string? postgres;
    private WebApplication? app;

    private HostedNewsroom(string? postgres, IEnumerable<(string Key, string Value)> settings)
    {
        foreach (var (key, value) in settings)
        {
            environment[Settings.Prefix + key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()] = value;
        }
        this.postgres = postgres;
        if (postgres is not null)
        {
            environment[Settings.Prefix + "STORAGE__POSTGRES"] = postgres;
        }
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
    }

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Follows no redirect.</summary>
    public HttpClient Client { get; }

    public FakeTime Time { get; } = new();

    public string Folder => folder.Path;

    /// <param name="engine">One of <see cref="Engines"/>.</param>
    /// <param name="settings">As <c>("Mail:BounceDomain", "example.org")</c>.</param>
    public static async Task<HostedNewsroom> StartAsync(string engine, params (string Key, string Value)[] settings)
    {
        var newsroom = new HostedNewsroom(engine == Engines.Postgres ? await Engines.CreatePostgresDatabaseAsync() : null, settings);
        if (newsroom.postgres is null)
        {
            await EmptyTables.CopyToAsync(newsroom.Folder);
        }
        await newsroom.ServeAsync();
        return newsroom;
    }

    public T Get<T>()
        where T : notnull => app!.Services.GetRequiredService<T>();

    public NewsroomDb Db() => Get<IDbContextFactory<NewsroomDb>>().CreateDbContext();

    /// <summary>Serves it anew on the same folder and database, with nothing left in memory.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await ServeAsync();
    }

    /// <summary>Changes rows behind the program's back; returns how many.</summary>
    public async Task<int> AlterAsync(string sql)
    {
        await using var connection = await Get<IEngine>().OpenAsync(readOnly: false, TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await StopAsync();
        if (postgres is not null)
        {
            await Engines.DropPostgresDatabaseAsync(postgres);
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private async Task ServeAsync() =>
        app = await Serve.StartAsync(
            services =>
            {
                Newsroom.AddServed(services, folder.Path, Program.Modules, environment);
                services.AddTestParts(Time);
            },
            Newsroom.PrepareAsync,
            Address,
            TestContext.Current.CancellationToken);

    private async Task StopAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
            app = null;
        }
    }
}
