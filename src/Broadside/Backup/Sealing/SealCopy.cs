using Broadside.Backup.Packing;
using Broadside.Storage;

namespace Broadside.Backup.Sealing;

/// <summary>Copies a file encrypted: whole, or not at all.</summary>
internal static class SealCopy
{
    public static async Task RunAsync(string from, string to, string recipient, CancellationToken cancel)
    {
        var temporary = to + ".tmp";
        try
        {
            await using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 18))
            await using (var paced = new PacedStream(file))
            await using (var closed = new SealingStream(paced, RecoveryKey.Read(recipient) ?? throw new ArgumentException("This is no recovery key.", nameof(recipient))))
            await using (var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, 1))
            {
                await source.CopyToAsync(closed, 1 << 18, cancel);
                closed.End();
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, to, overwrite: true);
            FolderFlush.Run(Path.GetDirectoryName(to)!);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
