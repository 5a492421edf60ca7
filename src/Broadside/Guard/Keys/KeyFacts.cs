namespace Broadside.Guard.Keys;

/// <summary>What readers are told of the keys: a part of the signed site record, so that every page that shows it is made anew when it changes.</summary>
public sealed record KeyFacts
{
    public const string Part = "keys";

    public int V { get; init; } = 1;

    /// <summary>Minisign line of the site key that this speaks of.</summary>
    public string Site { get; init; } = "";

    /// <summary>The root key's word for it; absent: it is not certified.</summary>
    public SiteKeyCertificate? Certificate { get; init; }

    /// <summary>Site keys of earlier times that nobody shall believe any more.</summary>
    public IReadOnlyList<Revocation> Revoked { get; init; } = [];

    /// <summary>The root key's fingerprint in groups; null where no root key vouches.</summary>
    public string? Root => Certificate?.Holds(Site) == true ? RootKey.Fingerprint(Certificate.Root) : null;
}
