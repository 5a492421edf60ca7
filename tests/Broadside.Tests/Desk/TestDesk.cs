using System.Collections;
using System.Net;
using System.Net.Sockets;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Site;
using Broadside.Staff;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Broadside.Tests.Staff;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Desk;

/// <summary>A newsroom served within the test's own process, with a clock that the test moves: its desk is asked over HTTP, its insides are at hand.</summary>
public sealed class TestDesk : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly string? postgres;
    private WebApplication? app;

    private TestDesk(string? postgres)
    {
        this.postgres = postgres;
        Port = FreePort();
    }

    public int Port { get; }

    /// <summary>Without a slash at the end.</summary>
    public string Address => $"http://localhost:{Port}";

    public string Folder => folder.Path;

    public FakeTime Time { get; } = new();

    public IServiceProvider Services => app!.Services;

    /// <param name="engine">One of <see cref="Engines"/>; a missing one skips the test.</param>
    /// <param name="settings">As <c>("Desk:Address", "https://desk.example.org")</c>.</param>
    public static async Task<TestDesk> StartAsync(string engine = Engines.Sqlite, params (string Key, string Value)[] settings)
    {
        var desk = new TestDesk(engine == Engines.Postgres ? await Engines.CreatePostgresDatabaseAsync() : null);
        var environment = new Hashtable();
        foreach (var (key, value) in desk.postgres is null ? settings : [.. settings, ("Storage:Postgres", desk.postgres)])
        {
            environment[Settings.Prefix + key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()] = value;
        }
        if (desk.postgres is null)
        {
            await EmptyTables.CopyToAsync(desk.Folder);
        }
        desk.app = await Serve.StartAsync(
            services =>
            {
                Newsroom.AddServed(services, desk.Folder, Program.Modules, environment);
                services.AddTestParts(desk.Time);
            },
            Newsroom.PrepareAsync,
            desk.Address,
            TestContext.Current.CancellationToken);
        return desk;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public NewsroomDb Db() => Get<IDbContextFactory<NewsroomDb>>().CreateDbContext();

    /// <summary>A browser in which nobody has signed in.</summary>
    public DeskClient Stranger() => new(Address);

    /// <summary>Somebody new of that role, in a browser of their own where they have just signed in.</summary>
    public async Task<DeskClient> SignedInAsync(Role role, string? email = null)
    {
        var begun = await Services.JoinAsync(role, email);
        return Browser(begun);
    }

    public DeskClient Browser(BeginLogin.Begun begun)
    {
        var client = new DeskClient(Address) { Member = begun.Member };
        client.Cookies["__Host-broadside"] = begun.Session;
        client.Cookies["__Host-broadside-device"] = begun.Device;
        return client;
    }

    /// <summary>Sends the letters that wait. Those that the desk's own worker took in the same moment have gone too, once this returns.</summary>
    public async Task SendLettersAsync()
    {
        await Get<SendLetters>().RunAsync("{}", TestContext.Current.CancellationToken);
        await Get<JobRunner>().RunDueAsync(TestContext.Current.CancellationToken);
    }

    public async Task<IReadOnlyList<AuditRow>> LogAsync()
    {
        await using var db = Db();
        return await db.Set<AuditRow>().AsNoTracking().OrderBy(a => a.Seq).ToListAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        if (postgres is not null)
        {
            await Engines.DropPostgresDatabaseAsync(postgres);
        }
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
