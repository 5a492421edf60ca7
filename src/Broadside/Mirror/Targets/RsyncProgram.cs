using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Broadside.Mirror.Targets;

/// <summary>Runs <c>rsync</c>. Passwords go by the environment, keys by files that only this user may read and that are gone at the end.</summary>
internal sealed class RsyncProgram : IDisposable
{
    private const int MostError = 4000;
    private const int MissingSource = 23;
    private const int NoModule = 5;
    private const int SocketBroken = 10;
    private const int Silent = 30;
    private const int NoConnection = 35;

    private readonly MirrorAddress address;
    private readonly MirrorSecret secret;
    private readonly HostKeyPin pin;
    private readonly string known;

    public RsyncProgram(MirrorAddress address, MirrorSecret secret, HostKeyPin pin, MirrorPatience patience)
    {
        (this.address, this.secret, this.pin) = (address, secret, pin);
        Folder = Directory.CreateTempSubdirectory("broadside-rsync-").FullName;
        known = Path.Combine(Folder, "known_hosts");
        List<string> common = [$"--timeout={(int)Math.Ceiling(patience.Silence.TotalSeconds)}"];
        if (address.IsSsh)
        {
            common.AddRange(["--protect-args", "--rsh=" + Ssh(patience)]);
        }
        else
        {
            common.Add($"--contimeout={(int)Math.Ceiling(patience.Connect.TotalSeconds)}");
        }
        Common = common;
    }

    /// <summary>A folder of its own, gone when this is disposed.</summary>
    public string Folder { get; }

    public string User => secret.User ?? address.User;

    /// <summary>Options of every run.</summary>
    public IReadOnlyList<string> Common { get; }

    /// <param name="arguments">All of them.</param>
    /// <param name="paths">Written to its input with zero bytes between, for <c>--files-from=-</c>.</param>
    /// <param name="line">Hears each line of its output.</param>
    /// <param name="cancel">Ends it with all that it started.</param>
    /// <param name="alsoGood">An exit code that is no fault.</param>
    /// <param name="isMissingFine">It is no fault that what was asked for is not there.</param>
    public async Task RunAsync(IReadOnlyList<string> arguments, IEnumerable<string>? paths, Action<string>? line, CancellationToken cancel, int alsoGood = 0, bool isMissingFine = false)
    {
        using var process = Start(arguments);
        try
        {
            var error = ReadErrorAsync(process);
            var feeding = FeedAsync(process, paths);
            while (await process.StandardOutput.ReadLineAsync(cancel) is { } read)
            {
                line?.Invoke(read);
            }
            await process.WaitForExitAsync(cancel);
            await feeding;
            var said = await error;
            KeepHostKey();
            if (process.ExitCode != 0 && process.ExitCode != alsoGood && !(isMissingFine && process.ExitCode == MissingSource && said.Contains("No such file", StringComparison.Ordinal)))
            {
                throw Trouble(process.ExitCode, said);
            }
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("rsync", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = Folder,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        if (secret.Password is { } password && !address.IsSsh)
        {
            start.Environment["RSYNC_PASSWORD"] = password;
        }
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new MirrorTrouble(TroubleKind.NoProgram, "install rsync");
        }
    }

    private static async Task FeedAsync(Process process, IEnumerable<string>? paths)
    {
        try
        {
            foreach (var path in paths ?? [])
            {
                await process.StandardInput.WriteAsync(path + '\0');
            }
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended early; its exit code says why.
        }
    }

    private static async Task<string> ReadErrorAsync(Process process)
    {
        var said = new StringBuilder();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (said.Length < MostError)
            {
                said.AppendLine(line);
            }
        }
        return said.ToString();
    }

    private string Ssh(MirrorPatience patience)
    {
        var key = Path.Combine(Folder, "key");
        WritePrivate(key, secret.PrivateKey ?? throw new MirrorTrouble(TroubleKind.Login, "rsync over SSH wants a key; with a password use sftp://"));
        // The name under which OpenSSH looks for the host's key, whatever its port.
        const string Alias = "mirror";
        if (pin.Pinned is { } line)
        {
            WritePrivate(known, $"{Alias} {line}\n");
        }
        var kinds = pin.Kind switch { null => "", "ssh-rsa" => " -o HostKeyAlgorithms=rsa-sha2-512,rsa-sha2-256", { } kind => $" -o HostKeyAlgorithms={kind}" };
        return $"ssh -F none -i {key} -p {address.Port ?? 22} -o IdentitiesOnly=yes -o BatchMode=yes -o HostKeyAlias={Alias} -o HashKnownHosts=no -o UpdateHostKeys=no"
            + $" -o UserKnownHostsFile={known} -o GlobalKnownHostsFile=/dev/null -o StrictHostKeyChecking={(pin.Pinned is null ? "accept-new" : "yes")} -o ConnectTimeout={(int)Math.Ceiling(patience.Connect.TotalSeconds)}{kinds}";
    }

    private void KeepHostKey()
    {
        if (address.IsSsh && pin.Pinned is null && File.Exists(known) && File.ReadLines(known).FirstOrDefault(l => l.Length > 0) is { } line)
        {
            pin.Accepts(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim());
        }
    }

    private static void WritePrivate(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var stream = new FileStream(file, options);
        stream.Write(Encoding.ASCII.GetBytes(text));
    }

    private static MirrorTrouble Trouble(int code, string said)
    {
        bool Says(params string[] words) => words.Any(w => said.Contains(w, StringComparison.OrdinalIgnoreCase));
        var kind = Says("Host key verification failed") ? TroubleKind.HostKey
            : Says("auth failed", "Permission denied (publickey", "Permission denied (password", "Permission denied (keyboard") ? TroubleKind.Login
            : Says("No space left", "Disk quota exceeded") ? TroubleKind.Full
            : Says("is read only", "Permission denied", "Read-only file system") ? TroubleKind.Denied
            : Says("Connection refused", "timed out", "Could not resolve", "failed to connect", "No route", "Name or service not known") || code == NoConnection ? TroubleKind.Unreachable
            : code == Silent ? TroubleKind.Slow
            : code is SocketBroken or NoModule ? TroubleKind.Unreachable
            : TroubleKind.Broken;
        // The first line says what went wrong, the last only where.
        var first = said.Split('\n').FirstOrDefault(l => l.Trim().Length > 0 && !l.StartsWith("@@@", StringComparison.Ordinal)) ?? $"exit code {code}";
        return new MirrorTrouble(kind, first);
    }
}
