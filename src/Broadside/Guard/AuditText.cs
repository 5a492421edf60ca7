using Broadside.Kit;

namespace Broadside.Guard;

/// <summary>What a row of the audit log tells, beside the chain: it can be erased, and the chain still holds.</summary>
public sealed class AuditText
{
    /// <summary>Of text and salt; the row keeps it.</summary>
    public required string Hash { get; init; }

    /// <summary>Random: nobody finds an erased text by trying out likely ones.</summary>
    public required string Salt { get; init; }

    public required string Detail { get; init; }

    public bool Holds => Hash == HashOf(Salt, Detail);

    internal static AuditText Of(string detail)
    {
        var salt = Convert.ToHexStringLower(Ids.NewSecret(16));
        return new AuditText { Hash = HashOf(salt, detail), Salt = salt, Detail = detail };
    }

    private static string HashOf(string salt, string detail) => CanonicalJson.Sha256(CanonicalJson.Bytes(new { detail, salt }));
}
