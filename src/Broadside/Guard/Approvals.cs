using Broadside.Kit;

namespace Broadside.Guard;

/// <summary>
/// What a person agreed to and a job does later lies in the database meanwhile. The site key signs it, so that nobody who can
/// write there can make the newsroom do what no person asked for.
/// </summary>
public sealed class Approvals(KeyRing keys)
{
    /// <summary>The signature over what is agreed, as it is kept beside it.</summary>
    public string Give<T>(T agreed)
    {
        var signature = Convert.ToBase64String(keys.Sign(CanonicalJson.Bytes(agreed)));
        return $"{keys.SiteKeyId} {signature}";
    }

    public bool Holds<T>(string approval, T agreed)
    {
        if (!Defence.IsOn("signed-approval"))
        {
            return true;
        }
        Span<byte> signature = stackalloc byte[64];
        return approval.Split(' ') is [var key, var text] && Convert.TryFromBase64String(text, signature, out var length) && length == 64 && keys.Verifies(key, CanonicalJson.Bytes(agreed), signature);
    }
}
