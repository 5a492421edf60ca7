using Broadside.Kit;

namespace Broadside.Guard.Keys;

/// <summary>Has the root key vouch for the site key, for a year; readers' pages say so from then on.</summary>
public sealed class CertifySiteKey(KeyRing keys, SiteRecord site, PublishKeyFacts facts, TimeProvider time)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(366);

    /// <summary>The minisign line of the root key that this newsroom knows; null where there is none.</summary>
    public string? Root => keys.Certificate?.Root ?? site.Read<KeyFacts>(KeyFacts.Part).Certificate?.Root;

    /// <param name="root">The key.</param>
    /// <param name="replace">Whether it may take another root key's place: whoever wrote that one down trusts it no longer.</param>
    /// <param name="who">Who asks.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<SiteKeyCertificate>> RunAsync(RootKey root, bool replace, Actor who, CancellationToken cancel)
    {
        if (!keys.CanSign)
        {
            return new Refusal("no_key", KeyRing.NoSecret);
        }
        if (WhyNot(root, replace) is { } refusal)
        {
            return refusal;
        }
        var certificate = root.Certify(keys.SitePublicKey, time.GetUtcNow() + Lasts);
        keys.Certify(certificate);
        Mishap.Here("certificate written");
        await facts.RunAsync("certify site key", RootKey.Fingerprint(root.Line), who, cancel);
        return certificate;
    }

    internal Refusal? WhyNot(RootKey root, bool replace) => Root is { } known && known != root.Line && !replace
        ? new Refusal("other_root", $"These are the words of another root key. This newsroom's has the fingerprint {RootKey.Fingerprint(known)}.", "words")
        : null;
}
