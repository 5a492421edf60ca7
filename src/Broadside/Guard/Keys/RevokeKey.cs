using Broadside.Kit;

namespace Broadside.Guard.Keys;

/// <summary>The root key tells everybody that a site key of earlier times is not to be believed any more.</summary>
public sealed class RevokeKey(KeyRing keys, CertifySiteKey certify, PublishKeyFacts facts, TimeProvider time)
{
    /// <param name="key">Its id, or its minisign line.</param>
    /// <param name="root">Signs it.</param>
    /// <param name="who">Who asks.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Revocation>> RunAsync(string key, RootKey root, Actor who, CancellationToken cancel)
    {
        if (!keys.CanSign)
        {
            return new Refusal("no_key", KeyRing.NoSecret);
        }
        if (certify.WhyNot(root, replace: false) is { } other)
        {
            return other;
        }
        if (key == keys.SitePublicKey || key.Equals(keys.SiteKeyId, StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal("present_key", "That is the key that signs now. Make another first: `broadside keys rotate --compromised DATE`.", "key");
        }
        if (keys.Retired.FirstOrDefault(r => r.Line == key || KeyFiles.IdOf(r.Line).Equals(key, StringComparison.OrdinalIgnoreCase)) is not { } retired)
        {
            return new Refusal("unknown_key", "This newsroom knows no such key. `broadside keys show` lists the former ones.", "key");
        }
        var revocation = retired.Revoked ?? root.Revoke(retired.Line, time.GetUtcNow());
        keys.Keep(retired with { Revoked = revocation });
        Mishap.Here("revocation kept");
        await facts.RunAsync("revoke key", KeyFiles.IdOf(retired.Line), who, cancel, revocation);
        return revocation;
    }
}
