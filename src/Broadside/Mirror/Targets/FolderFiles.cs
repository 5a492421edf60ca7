using System.Runtime.InteropServices;
using System.Text;

namespace Broadside.Mirror.Targets;

/// <summary>A folder of this machine. It must be there: one that is not is a stick that is not plugged in, and making it would fill the wrong disk.</summary>
internal sealed class FolderFiles : IFarFiles
{
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int OverQuota = 122;

    private readonly string root;

    private FolderFiles(string root) => this.root = root;

    public int Lanes => 4;

    public static FolderFiles Open(string root) =>
        Directory.Exists(root) ? new FolderFiles(root) : throw new MirrorTrouble(TroubleKind.Unreachable, $"the folder {root} is not there");

    public Task<byte[]?> ReadAsync(string path, int most, CancellationToken cancel) => AtAsync(async () =>
    {
        var file = At(path);
        return File.Exists(file) && new FileInfo(file).Length <= most ? await File.ReadAllBytesAsync(file, cancel) : null;
    });

    public Task<long?> SizeAsync(string path, CancellationToken cancel) => AtAsync(() => Task.FromResult(new FileInfo(At(path)) is { Exists: true } file ? file.Length : (long?)null));

    public Task WriteAsync(string path, Stream content, long size, CancellationToken cancel) => AtAsync(async () =>
    {
        await using var file = new FileStream(At(path), new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 });
        await content.CopyToAsync(file, 1 << 18, cancel);
        return true;
    });

    public Task MoveAsync(string from, string to, CancellationToken cancel) => DoAsync(() => File.Move(At(from), At(to), overwrite: true));

    public Task MakeFolderAsync(string path, CancellationToken cancel) => DoAsync(() => Directory.CreateDirectory(At(path)));

    public Task DeleteAsync(string path, CancellationToken cancel) => DoAsync(() =>
    {
        if (File.Exists(At(path)))
        {
            File.Delete(At(path));
        }
    });

    public Task DropFolderAsync(string path, CancellationToken cancel) => DoAsync(() =>
    {
        if (Directory.Exists(At(path)))
        {
            Directory.Delete(At(path), recursive: true);
        }
    });

    public Task TidyFolderAsync(string path, CancellationToken cancel) => DoAsync(() =>
    {
        if (Directory.Exists(At(path)) && !Directory.EnumerateFileSystemEntries(At(path)).Any())
        {
            Directory.Delete(At(path));
        }
    });

    // One call for the whole disk: a flush of every single file of ten thousand would take minutes on a stick.
    public Task SettleAsync(CancellationToken cancel) => DoAsync(() =>
    {
        if (OperatingSystem.IsLinux() && OpenFile(Encoding.UTF8.GetBytes(root + '\0'), 0) is >= 0 and var handle)
        {
            _ = Sync(handle);
            _ = Close(handle);
        }
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string At(string path) => Path.Combine(root, path);

    private static Task DoAsync(Action act) => AtAsync(() =>
    {
        act();
        return Task.FromResult(true);
    });

    private static async Task<T> AtAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new MirrorTrouble(TroubleKind.Denied, e.Message);
        }
        catch (IOException e)
        {
            throw new MirrorTrouble(e.HResult switch { NoSpace or OverQuota => TroubleKind.Full, ReadOnly => TroubleKind.Denied, _ => TroubleKind.Broken }, e.Message);
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int OpenFile(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "syncfs")]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
