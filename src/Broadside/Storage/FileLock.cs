namespace Broadside.Storage;

/// <summary>A lock between programs on one data folder: an open file that nobody else may open (flock on Linux). Goes with the process, however it ends.</summary>
public sealed class FileLock : IDisposable
{
    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    public static async Task<FileLock> TakeAsync(string path, CancellationToken cancel)
    {
        for (var wait = 1; ; wait = Math.Min(wait * 2, 50))
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path) || Directory.Exists(Path.GetDirectoryName(path)))
            {
                await Task.Delay(wait, cancel);
            }
        }
    }

    public void Dispose() => file.Dispose();
}
