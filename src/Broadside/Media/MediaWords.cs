using Broadside.Kit;

namespace Broadside.Media;

/// <summary>What people say about a file, as a form holds it. Null: nothing is said about that.</summary>
public sealed record MediaWords(string? Title = null, string? Alt = null, string? Caption = null, string? Credit = null, string? CreditUrl = null, string? Licence = null)
{
    public static MediaWords Of(MediaFile file) => new(file.Title, file.Alt, file.Caption, file.Credit, file.CreditUrl, file.Licence);

    /// <summary>By which a form knows whether somebody changed the words since it was opened.</summary>
    public string Mark() => CanonicalJson.Sha256(CanonicalJson.Bytes(this))[..16];

    /// <summary>Said over what stood there: trimmed; what is not said stays, what is said empty is taken away.</summary>
    public MediaWords Over(MediaWords before) => new(
        Over(Title, before.Title), Over(Alt, before.Alt), Over(Caption, before.Caption), Over(Credit, before.Credit), Over(CreditUrl, before.CreditUrl), Over(Licence, before.Licence));

    private static string? Over(string? said, string? before) =>
        said is null ? before : said.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } text ? text : null;
}
