namespace Broadside.Record.Claims;

/// <summary>What can be claimed with an anchor.</summary>
public enum ClaimKind
{
    Event,
    Quote,
    Source,
    Role,
}
