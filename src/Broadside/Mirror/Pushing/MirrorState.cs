namespace Broadside.Mirror.Pushing;

/// <summary>How a mirror stands.</summary>
public enum MirrorState
{
    /// <summary>Nothing was sent to it yet.</summary>
    New,

    /// <summary>It holds the newest edition, or one that was the newest less than a day ago.</summary>
    Healthy,

    /// <summary>It holds an older one.</summary>
    Stale,

    /// <summary>Three pushes one after another came to nothing.</summary>
    Failing,

    /// <summary>It serves something that the newsroom did not sign.</summary>
    Tampered,

    /// <summary>Somebody took it off the list.</summary>
    Dropped,
}
