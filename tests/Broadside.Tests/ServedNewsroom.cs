using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Broadside.Tests;

/// <summary>A newsroom that the program serves from a process of its own, on a free port of the loopback.</summary>
public sealed class ServedNewsroom : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly List<string> said = [];
    private Process? server;
    private bool keepsEdition;

    private ServedNewsroom(string? postgres)
    {
        Postgres = postgres;
        Address = $"http://127.0.0.1:{FreePort()}";
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = new Uri(Address) };
    }

    /// <summary>Without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Follows no redirect and unpacks nothing.</summary>
    public HttpClient Client { get; }

    public string Folder => folder.Path;

    public string? Postgres { get; }

    public int ProcessId => server!.Id;

    /// <summary>Everything in the folder is protected against writing, from the next start on.</summary>
    public bool IsReadOnly { get; private set; }

    /// <param name="engine">One of <see cref="Engines"/>; a missing one skips the test.</param>
    /// <param name="before">Commands to run first, as <c>["sample"]</c>; each must exit with 0. See <see cref="MadeOnce"/>.</param>
    public static async Task<ServedNewsroom> StartAsync(string engine = Engines.Sqlite, params string[][] before)
    {
        var newsroom = new ServedNewsroom(engine == Engines.Postgres ? await Engines.CreatePostgresDatabaseAsync(isEmpty: true) : null);
        await newsroom.PrepareAsync(before);
        await newsroom.ServeAsync();
        return newsroom;
    }

    /// <summary>Runs a command on the same newsroom, which may be served meanwhile.</summary>
    public async Task<TestProgram.Result> RunAsync(params string[] command)
    {
        using var process = TestProgram.Start(Folder, Postgres, command);
        var result = await TestProgram.EndAsync(process);
        Assert.True(result.ExitCode == 0, $"broadside {string.Join(' ', command)} ended with {result.ExitCode}: {result.Error}");
        return result;
    }

    /// <summary>The same, and it keeps its edition renewed.</summary>
    public static async Task<ServedNewsroom> StartWithEditionAsync(string engine = Engines.Sqlite, params string[][] before)
    {
        var newsroom = new ServedNewsroom(engine == Engines.Postgres ? await Engines.CreatePostgresDatabaseAsync() : null) { keepsEdition = true };
        await newsroom.PrepareAsync(before);
        await newsroom.ServeAsync();
        return newsroom;
    }

    public async Task ServeAsync()
    {
        server = IsReadOnly ? TestProgram.StartPowerless(Folder, "serve", "--url", Address) : StartServer();
        server.OutputDataReceived += Note;
        server.ErrorDataReceived += Note;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        while (!await AnswersAsync())
        {
            Assert.False(server.HasExited, "The server ended: " + Said());
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private Process StartServer()
    {
        var start = TestProgram.StartInfo(Folder, Postgres, null, ["serve", "--url", Address]);
        start.Environment["BROADSIDE__MIRROR__KEEPEDITION"] = start.Environment["BROADSIDE__SITE__OFFLINEWORKER"] = keepsEdition ? "true" : "false";
        return Process.Start(start)!;
    }

    /// <summary>Ends the server as an operator does, and waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await server!.WaitForExitAsync(TestContext.Current.CancellationToken);
        var code = server.ExitCode;
        server.Dispose();
        server = null;
        return code;
    }

    public void Protect(bool isReadOnly)
    {
        Missing.SkipUnless(OperatingSystem.IsLinux(), "Needs the permissions of Linux.");
        IsReadOnly = isReadOnly;
        foreach (var entry in new DirectoryInfo(Folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(new DirectoryInfo(Folder)))
        {
            const UnixFileMode Write = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
#pragma warning disable CA1416 // skipped above
            entry.UnixFileMode = isReadOnly ? entry.UnixFileMode & ~Write : entry.UnixFileMode | UnixFileMode.UserWrite;
#pragma warning restore CA1416
        }
    }

    /// <summary>What it wrote to its standard output and error since it started.</summary>
    public string Said()
    {
        lock (said)
        {
            return string.Join('\n', said);
        }
    }

    /// <summary>Ends the server at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (server is not null)
        {
            server.Kill();
            await server.WaitForExitAsync();
            server.Dispose();
            server = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await KillAsync();
        if (Postgres is not null)
        {
            await Engines.DropPostgresDatabaseAsync(Postgres);
        }
        folder.Dispose();
    }

    private async Task PrepareAsync(string[][] before)
    {
        var isCopied = Postgres is null && before.Length > 0;
        if (isCopied)
        {
            await MadeOnce.CopyToAsync(Folder, before[0]);
        }
        foreach (var command in before.Skip(isCopied ? 1 : 0))
        {
            await RunAsync(command);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Client.GetAsync("/");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (said)
        {
            said.Add(line.Data ?? "");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
