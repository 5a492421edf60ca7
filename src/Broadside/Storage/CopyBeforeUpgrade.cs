using System.Globalization;
using Broadside.Kit;

namespace Broadside.Storage;

/// <summary>Copies the database into <c>before-upgrade/</c> in the data folder before its tables are changed, and keeps the last three copies.</summary>
public sealed class CopyBeforeUpgrade(IEngine engine, DataFolder folder, StorageSettings settings, TimeProvider time) : IBeforeUpgrade
{
    private const int Kept = 3;

    private string Place => folder.Within("before-upgrade");

    public async Task<string?> RunAsync(Upgrade upgrade, CancellationToken cancel)
    {
        MakePlace();
        var file = Path.Combine(Place, string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{upgrade.From}"));
        try
        {
            var copy = await engine.CopyAsync(file, cancel);
            Mishap.Here("database copied");
            foreach (var old in Copies().SkipLast(Kept).ToList())
            {
                File.Delete(old);
            }
            return copy;
        }
        catch (SettingsException e) when (settings.UpgradeWithoutCopy)
        {
            await Console.Error.WriteLineAsync($"Upgrading without a copy, as Storage:UpgradeWithoutCopy says: {e.Message}");
            return null;
        }
    }

    /// <summary>The copies that are kept, oldest first.</summary>
    public IReadOnlyList<string> Copies() => Directory.Exists(Place) ? [.. Directory.GetFiles(Place).Order(StringComparer.Ordinal)] : [];

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
