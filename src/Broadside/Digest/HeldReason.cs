namespace Broadside.Digest;

/// <summary>Why an editor must look before a digest goes: kept as a code and a detail, so that everybody reads it in their own language (<c>held.CODE</c>).</summary>
/// <param name="Code">As "heavy".</param>
/// <param name="Detail">A name, a language.</param>
public sealed record HeldReason(string Code, string Detail)
{
    /// <summary>For commands and alarms.</summary>
    public string Message => Code switch
    {
        "heavy" => $"The {Detail} digest is longer than {FreezeDigest.HeaviestHtml / 1000} KB, and mail services would cut it off. Leave articles out.",
        "link" => $"Its words link to {Detail}, to which this newsroom has never linked. Look who wrote that.",
        "person" => $"{Detail} holds it.",
        _ => $"{Code}: {Detail}",
    };

    public static IReadOnlyList<HeldReason> Read(string? kept) =>
        [.. (kept ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ', 2)).Select(p => new HeldReason(p[0], p.Length > 1 ? p[1] : ""))];

    public static string Write(IEnumerable<HeldReason> reasons) => string.Join('\n', reasons.Select(r => $"{r.Code} {r.Detail.ReplaceLineEndings(" ")}"));
}
