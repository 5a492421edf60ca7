namespace Broadside.Guard.Keys;

/// <summary>The root key says that nobody shall believe a site key any more.</summary>
/// <param name="Key">The minisign line of the site key.</param>
/// <param name="Root">The minisign line of the root key.</param>
/// <param name="RevokedAt">Whole seconds.</param>
/// <param name="Signature">Base64, over <see cref="SiteKeyCertificate.RevokedText"/>.</param>
public sealed record Revocation(string Key, string Root, DateTimeOffset RevokedAt, string Signature)
{
    public bool Holds => SiteKeyCertificate.Verifies(Root, SiteKeyCertificate.RevokedText(Key, RevokedAt), Signature);
}
