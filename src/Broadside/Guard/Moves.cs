namespace Broadside.Guard;

/// <summary>Part "moves" of the site record: the addresses that the outlet has left, oldest first.</summary>
public sealed record Moves
{
    public const string Part = "moves";

    public IReadOnlyList<Move> List { get; init; } = [];

    /// <summary>The last one; null: it has always been where it is.</summary>
    public Move? Last => List.Count > 0 ? List[^1] : null;
}

/// <param name="From">Without a slash at the end.</param>
/// <param name="To">Without a slash at the end.</param>
/// <param name="At">When.</param>
/// <param name="Key">Minisign public-key line of the site key that signed it.</param>
/// <param name="Signature">Base64 of the Ed25519 signature over <see cref="Text"/>.</param>
public sealed record Move(string From, string To, DateTimeOffset At, string Key, string Signature)
{
    /// <summary>What is signed: UTF-8 of "broadside moved FROM TO AT".</summary>
    public static string Text(string from, string to, DateTimeOffset at) => $"broadside moved {from} {to} {at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)}";
}
