namespace Broadside.Tests;

/// <summary>
/// A folder of one test, gone at its end. It stands in memory where the machine has room there: a test kills programs, never
/// the machine, so nothing has to wait for the disk. The long run, whose newsrooms are large, stays on the disk.
/// </summary>
public sealed class TempFolder : IDisposable
{
    private const string Memory = "/dev/shm";
    private const long Room = 4L << 30;

    private static readonly bool IsInMemory = !TestSize.IsLong && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room;

    public string Path { get; } = Make();

    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string Make()
    {
        const string Prefix = "broadside-test-";
        return IsInMemory && OperatingSystem.IsLinux()
            ? Directory.CreateDirectory(System.IO.Path.Combine(Memory, Prefix + Guid.NewGuid().ToString("n")[..12]), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName
            : Directory.CreateTempSubdirectory(Prefix).FullName;
    }
}
