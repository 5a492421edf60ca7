using System.Globalization;
using Broadside.Kit;

namespace Broadside.Storage;

/// <summary>Copies the database into <c>before-upgrade/</c> in the data folder before its tables are changed, and keeps the last three copies.</summary>
public sealed class CopyBeforeUpgrade(IEngine engine, DataFolder folder, StorageSettings settings, TimeProvider time) : IBeforeUpgrade
{
    private const int Kept = 3;
    private const string Half = ".half";

    private string Place => folder.Within("before-upgrade");

    public async Task<string?> RunAsync(Upgrade upgrade, CancellationToken cancel)
    {
        MakePlace();
        var copy = Path.Combine(Place, string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{upgrade.From}.{engine.CopyEnding}"));
        // What an earlier program left half done is no copy, and must not look like one.
        Directory.GetFiles(Place, "*" + Half).ToList().ForEach(File.Delete);
        try
        {
            await engine.CopyAsync(copy + Half, cancel);
            Keep(copy);
            Mishap.Here("database copied");
            Copies().SkipLast(Kept).ToList().ForEach(File.Delete);
            return copy;
        }
        catch (SettingsException e) when (settings.UpgradeWithoutCopy)
        {
            await Console.Error.WriteLineAsync($"Upgrading without a copy, as Storage:UpgradeWithoutCopy says: {e.Message}");
            return null;
        }
    }

    /// <summary>The copies that are kept, oldest first.</summary>
    public IReadOnlyList<string> Copies() => Directory.Exists(Place) ? [.. Directory.GetFiles(Place).Where(f => !f.EndsWith(Half, StringComparison.Ordinal)).Order(StringComparer.Ordinal)] : [];

    private void Keep(string copy)
    {
        using (var whole = File.Open(copy + Half, FileMode.Open, FileAccess.ReadWrite))
        {
            whole.Flush(flushToDisk: true);
        }
        Mishap.Here("database half copied");
        File.Move(copy + Half, copy, overwrite: true);
        FolderFlush.Run(Place);
    }

    private void MakePlace()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Place);
        }
        else
        {
            // A copy holds whatever the database holds.
            Directory.CreateDirectory(Place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
