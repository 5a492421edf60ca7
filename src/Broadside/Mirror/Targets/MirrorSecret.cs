namespace Broadside.Mirror.Targets;

/// <summary>By what the newsroom signs in at a mirror; kept sealed.</summary>
public sealed record MirrorSecret
{
    /// <summary>Where the address does not say it: WebDAV's user, rsync's, the access key of S3.</summary>
    public string? User { get; init; }

    /// <summary>Or the secret key of S3.</summary>
    public string? Password { get; init; }

    /// <summary>A private key of SSH, in a form that OpenSSH reads.</summary>
    public string? PrivateKey { get; init; }
}
