namespace Broadside.Mirror.Pushing;

/// <summary>Codes of the alarms about mirrors; the subject is the mirror's id.</summary>
public static class MirrorAlarms
{
    /// <summary>It has lacked the newest edition for more than a day.</summary>
    public const string Stale = "mirror-stale";

    /// <summary>It serves what the newsroom did not sign.</summary>
    public const string Tampered = "mirror-tampered";

    /// <summary>Its host shows another key than the first time.</summary>
    public const string HostKey = "mirror-host-key";
}
