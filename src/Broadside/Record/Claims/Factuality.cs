namespace Broadside.Record.Claims;

/// <summary>How sure it is that an event took place.</summary>
public enum Factuality
{
    Reported,

    /// <summary>Somebody says so: who, or which source, is always told.</summary>
    Alleged,
    Denied,
    Corrected,
}
