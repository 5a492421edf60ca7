using System.Buffers.Text;
using System.Text;
using Broadside.Kit;

namespace Broadside.Staff.Signing;

/// <summary>256 random bits in an address or a cookie; only their hash is kept, so that the database lets nobody in.</summary>
public static class Token
{
    public static string New() => Base64Url.EncodeToString(Ids.NewSecret(32));

    public static string Hash(string token) => CanonicalJson.Sha256(Encoding.UTF8.GetBytes(token));
}
