using System.Text;
using Broadside.Kit;
using Broadside.Storage;

namespace Broadside.Backup.Sealing;

/// <summary>The public half of the recovery key, in <c>keys/recovery.pub</c>.</summary>
public sealed class KeptRecoveryKey(DataFolder folder)
{
    /// <summary>Null where none was made.</summary>
    public string? Line => File.Exists(Place) && File.ReadAllText(Place).Trim() is var line && RecoveryKey.Read(line) is not null ? line : null;

    private string Place => Path.Combine(folder.Keys, "recovery.pub");

    public void Keep(string line) => AtomicFile.Write(Place, Encoding.ASCII.GetBytes(line + "\n"));
}
