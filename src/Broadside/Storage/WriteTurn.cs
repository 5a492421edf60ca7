namespace Broadside.Storage;

/// <summary>
/// Who has much to write lets others in between. SQLite has one writer and no queue: whoever waits looks again from time to time,
/// and beside a sender that commits without a pause would look for seconds. Waiting is shown by a shared lock on a file, which
/// every program sees and no crash leaves behind.
/// </summary>
internal sealed class WriteTurn(string path)
{
    private const int MostPauses = 100;

    /// <summary>Shows that somebody waits to write, until disposed.</summary>
    public IDisposable? Want()
    {
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nothing can be written here, or somebody looks in this very moment: then the wait is not shown.
            return null;
        }
    }

    /// <summary>Returns at once where nobody waits, and after a tenth of a second in any case.</summary>
    public async Task LetOthersAsync(CancellationToken cancel)
    {
        for (var pauses = 0; pauses < MostPauses && IsWanted(); pauses++)
        {
            await Task.Delay(1, cancel);
        }
    }

    private bool IsWanted()
    {
        try
        {
            File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
