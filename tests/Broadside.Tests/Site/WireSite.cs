using System.Collections;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Broadside.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Site;

/// <summary>A newsroom served within the test on a free port, spoken to in raw bytes.</summary>
public sealed class WireSite : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private WebApplication? app;
    private int port;

    /// <summary>Before it starts: the clock that decides how long connections may do nothing; null: the machine's.</summary>
    public FakeTime? Time { get; init; }

    internal MadeUpSource Source { get; } = new();

    public IServiceProvider Services => app!.Services;

    public async ValueTask InitializeAsync()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        app = await Serve.StartAsync(
            services =>
            {
                Newsroom.AddServed(services, folder.Path, Program.Modules, new Hashtable());
                services.AddSingleton<IPageSource>(Source);
                if (Time is not null)
                {
                    services.AddSingleton<TimeProvider>(Time);
                }
            },
            Newsroom.PrepareAsync,
            $"http://127.0.0.1:{port}",
            TestContext.Current.CancellationToken);
    }

    public async Task<NetworkStream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    // The server ends the connection after this one, if it has not done so before.
    private const string Last = "GET /wire/short/?last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    /// <summary>Sends the pieces one by one, then a last request that ends the connection, and returns everything that came back.</summary>
    public async Task<byte[]> AskAsync(params string[] pieces)
    {
        await using var connection = await ConnectAsync();
        var answer = ReadToEndAsync(connection);
        pieces[^1] += Last;
        foreach (var piece in pieces)
        {
            await connection.WriteAsync(Encoding.Latin1.GetBytes(piece), TestContext.Current.CancellationToken);
        }
        return await answer;
    }

    /// <summary>As <see cref="AskAsync"/>, on a connection that the full server has taken over from the front line.</summary>
    public async Task<byte[]> AskFullServerAsync(string request)
    {
        await using var connection = await ConnectAsync();
        await connection.WriteAsync("HEAD /wire/long/ HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await ReadHeadAsync(connection);
        var answer = ReadToEndAsync(connection);
        await connection.WriteAsync(Encoding.Latin1.GetBytes(request + Last), TestContext.Current.CancellationToken);
        return await answer;
    }

    public Task StopAsync() => app!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        Source.Dispose();
        folder.Dispose();
    }

    /// <summary>All that comes until the connection ends, however it ends.</summary>
    public static async Task<byte[]> ReadToEndAsync(NetworkStream connection)
    {
        var all = new MemoryStream();
        try
        {
            await connection.CopyToAsync(all, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // A reset ends an answer as a close does.
        }
        return all.ToArray();
    }

    private static async Task ReadHeadAsync(NetworkStream connection)
    {
        var tail = "";
        var one = new byte[1];
        while (!tail.EndsWith("\r\n\r\n", StringComparison.Ordinal) && await connection.ReadAsync(one, TestContext.Current.CancellationToken) == 1)
        {
            tail += (char)one[0];
        }
    }
}
