using Broadside.Kit;

namespace Broadside.Backup.Packing;

/// <summary>Whether a disk has room, and what is said where it has none.</summary>
internal static class FreeRoom
{
    // ENOSPC and EDQUOT of Linux, ERROR_DISK_FULL of Windows.
    private const int NoSpace = 28;
    private const int OverQuota = 122;
    private const int DiskFull = unchecked((int)0x80070070);

    public static bool IsFull(IOException failure) => failure.HResult is NoSpace or OverQuota or DiskFull;

    public static Refusal Full(string folder) => new("disk_full", $"The disk of {folder} is full. Nothing was changed; make room, or name a place on another disk.");

    /// <summary>A refusal where less is free than is needed at the very least.</summary>
    public static Refusal? TooLittle(string folder, long bytes)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return free >= bytes ? null : new Refusal("disk_full", $"The disk of {folder} has {free >> 20} MB free, and at least {bytes >> 20} MB are needed. Nothing was changed; make room, or name a place on another disk.");
    }
}
