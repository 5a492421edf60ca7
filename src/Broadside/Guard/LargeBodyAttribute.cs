namespace Broadside.Guard;

/// <summary>Stands on an address of the desk that takes files: its requests may be this large, and are written to the disk as they come.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LargeBodyAttribute : Attribute
{
    /// <summary>Four gigabytes: an archive of words. What a kind of file may weigh says its module.</summary>
    public const long MostBytes = 4L << 30;
}
