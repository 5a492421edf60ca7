namespace Broadside.Guard;

/// <summary>What a version did to its subject.</summary>
public enum VersionKind
{
    Publish,
    Correct,
    Takedown,

    /// <summary>The subject is gone without a tombstone: an undone import.</summary>
    Remove,
}
