namespace Broadside.Record.Claims;

/// <summary>What an article had something from.</summary>
public enum SourceKind
{
    Report,
    PressRelease,
    Post,
    Letter,
    Document,
    Interview,
    Wire,
}
