namespace Broadside.Site.Running;

/// <summary>How much room a disk has left, and when that is too little.</summary>
public sealed class DiskSpace
{
    private const long Gigabyte = 1L << 30;
    private const long LeastRoom = Gigabyte;

    // A tenth of a large disk is plenty.
    private const long Plenty = 20 * Gigabyte;

    /// <summary>Bytes that this program may still write, and all, of the disk that holds a folder.</summary>
    public Func<string, (long Free, long Total)> Read { get; init; } = static folder =>
    {
        var drive = new DriveInfo(folder);
        return (drive.AvailableFreeSpace, drive.TotalSize);
    };

    /// <summary>One sentence when less than 1 GB is left, or less than a tenth and no plenty; null when all is well.</summary>
    public string? Want(string folder)
    {
        var (free, total) = Read(folder);
        return free < LeastRoom || (free < total / 10 && free < Plenty)
            ? $"The disk that holds {folder} has {Size(free)} left of {Size(total)}. Free some: when it is full nothing can be published or saved, though readers still get every page."
            : null;
    }

    private static string Size(long bytes) => bytes < Gigabyte ? $"{bytes >> 20} MB" : $"{bytes >> 30} GB";
}
