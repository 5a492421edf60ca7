using System.Net.Sockets;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;
using ConnectionInfo = Renci.SshNet.ConnectionInfo;

namespace Broadside.Mirror.Targets;

/// <summary>Files over SFTP. Takes the place of a file by the server's POSIX rename, which OpenSSH has; else by taking the old one away first.</summary>
internal sealed class SftpFiles : IFarFiles
{
    private readonly SftpClient client;
    private readonly string root;

    private SftpFiles(SftpClient client, string root) => (this.client, this.root) = (client, root);

    public int Lanes => 6;

    public static async Task<SftpFiles> OpenAsync(MirrorAddress address, MirrorSecret secret, HostKeyPin pin, MirrorPatience patience, CancellationToken cancel)
    {
        var client = new SftpClient(Connection(address, secret, pin, patience)) { OperationTimeout = patience.Silence };
        client.HostKeyReceived += (_, shown) => shown.CanTrust = pin.Accepts(shown.HostKey);
        try
        {
            await WireAsync(() => client.ConnectAsync(cancel), pin);
            var files = new SftpFiles(client, address.Path);
            await files.MakeFolderAsync("", cancel);
            return files;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public Task<byte[]?> ReadAsync(string path, int most, CancellationToken cancel) => FindAsync(async () =>
    {
        var size = (await client.GetAttributesAsync(At(path), cancel)).Size;
        if (size > most)
        {
            return null;
        }
        using var bytes = new MemoryStream();
        await client.DownloadFileAsync(At(path), bytes, cancel);
        return bytes.ToArray();
    });

    public async Task<long?> SizeAsync(string path, CancellationToken cancel) =>
        await FindAsync(async () => await client.GetAttributesAsync(At(path), cancel)) is { IsRegularFile: true } found ? found.Size : null;

    public Task WriteAsync(string path, Stream content, long size, CancellationToken cancel) =>
        WireAsync(() => client.UploadFileAsync(content, At(path), true, null, cancel));

    public Task MoveAsync(string from, string to, CancellationToken cancel) => WireAsync(() => Task.Run(() =>
    {
        try
        {
            client.RenameFile(At(from), At(to), isPosix: true);
        }
        catch (NotSupportedException)
        {
            if (client.Exists(At(to)))
            {
                client.DeleteFile(At(to));
            }
            client.RenameFile(At(from), At(to));
        }
    }, cancel));

    public async Task MakeFolderAsync(string path, CancellationToken cancel)
    {
        var parts = At(path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        var start = At(path).StartsWith('/') ? "/" : "";
        for (var count = parts.Length; count > 0; count--)
        {
            if (await IsThereAsync(start + string.Join('/', parts[..count]), cancel))
            {
                await MakeAsync(start, parts, count, cancel);
                return;
            }
        }
        await MakeAsync(start, parts, 0, cancel);
    }

    public async Task DeleteAsync(string path, CancellationToken cancel) => await FindAsync(async () =>
    {
        await client.DeleteFileAsync(At(path), cancel);
        return path;
    });

    public async Task DropFolderAsync(string path, CancellationToken cancel) => await FindAsync(async () =>
    {
        await foreach (var entry in client.ListDirectoryAsync(At(path), cancel))
        {
            if (entry.IsRegularFile || entry.IsSymbolicLink)
            {
                await client.DeleteFileAsync(entry.FullName, cancel);
            }
        }
        await client.DeleteDirectoryAsync(At(path), cancel);
        return path;
    });

    public async Task TidyFolderAsync(string path, CancellationToken cancel)
    {
        try
        {
            await client.DeleteDirectoryAsync(At(path), cancel);
        }
        catch (SftpException)
        {
            // Something is in it, or it is gone: both are as they should be.
        }
        catch (Exception e) when (Trouble(e) is { } trouble)
        {
            throw trouble;
        }
    }

    public Task SettleAsync(CancellationToken cancel) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        try
        {
            client.Dispose();
        }
        catch (Exception e) when (e is SshException or SocketException or IOException or ObjectDisposedException)
        {
            // The other side hung up first.
        }
        return ValueTask.CompletedTask;
    }

    private static ConnectionInfo Connection(MirrorAddress address, MirrorSecret secret, HostKeyPin pin, MirrorPatience patience)
    {
        var ways = new List<AuthenticationMethod>();
        if (secret.PrivateKey is { } key)
        {
            ways.Add(new PrivateKeyAuthenticationMethod(address.User, ReadKey(key)));
        }
        if (secret.Password is { } password)
        {
            ways.Add(new PasswordAuthenticationMethod(address.User, password));
            var asked = new KeyboardInteractiveAuthenticationMethod(address.User);
            asked.AuthenticationPrompt += (_, ask) =>
            {
                foreach (var prompt in ask.Prompts)
                {
                    prompt.Response = password;
                }
            };
            ways.Add(asked);
        }
        if (ways.Count == 0)
        {
            throw new MirrorTrouble(TroubleKind.Login, "there is neither a password nor a key");
        }
        var connection = new ConnectionInfo(address.Host.Trim('[', ']'), address.Port ?? 22, address.User, [.. ways]) { Timeout = patience.Connect };
        // Only keys that can be pinned, and of a host that is known only those of its kind: else a server with a newer key beside the old one would look like another.
        foreach (var name in connection.HostKeyAlgorithms.Keys.Where(n => n.Contains("-cert-", StringComparison.Ordinal) || (pin.Kind is { } kind && !IsOf(n, kind))).ToList())
        {
            connection.HostKeyAlgorithms.Remove(name);
        }
        return connection;
    }

    private static PrivateKeyFile ReadKey(string key)
    {
        try
        {
            return new PrivateKeyFile(new MemoryStream(Encoding.UTF8.GetBytes(key)));
        }
        catch (Exception e) when (e is SshException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new MirrorTrouble(TroubleKind.Login, "the private key cannot be read: " + e.Message);
        }
    }

    private static bool IsOf(string algorithm, string kind) => algorithm == kind || (kind == "ssh-rsa" && algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal));

    private string At(string path) => path.Length == 0 ? root : $"{root}/{path}";

    private async Task<bool> IsThereAsync(string folder, CancellationToken cancel) =>
        await FindAsync(async () => await client.GetAttributesAsync(folder, cancel)) is not null;

    private async Task MakeAsync(string start, string[] parts, int there, CancellationToken cancel)
    {
        for (var count = there + 1; count <= parts.Length; count++)
        {
            var folder = start + string.Join('/', parts[..count]);
            await WireAsync(() => client.CreateDirectoryAsync(folder, cancel));
        }
    }

    private static async Task<T?> FindAsync<T>(Func<Task<T>> ask)
        where T : class?
    {
        try
        {
            return await ask();
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (Trouble(e) is { } trouble)
        {
            throw trouble;
        }
    }

    private static async Task WireAsync(Func<Task> ask, HostKeyPin? pin = null)
    {
        try
        {
            await ask();
        }
        catch (Exception e) when (pin is { IsBroken: true } && e is SshException)
        {
            throw new MirrorTrouble(TroubleKind.HostKey, "");
        }
        catch (Exception e) when (Trouble(e) is { } trouble)
        {
            throw trouble;
        }
    }

    private static MirrorTrouble? Trouble(Exception e) => e switch
    {
        SshAuthenticationException => new(TroubleKind.Login, e.Message),
        SftpPermissionDeniedException => new(TroubleKind.Denied, e.Message),
        SshOperationTimeoutException => new(TroubleKind.Slow, e.Message),
        SshConnectionException or SocketException or ObjectDisposedException => new(TroubleKind.Unreachable, e.Message),
        // The protocol has no word for a full disk; OpenSSH says only this.
        SftpException { Message: "Failure" } => new(TroubleKind.Broken, "the server says \"failure\": most often its disk is full"),
        SshException or IOException or InvalidOperationException => new(TroubleKind.Broken, e.Message),
        _ => null,
    };
}
