using Broadside.Kit;

namespace Broadside.Media;

/// <summary>What people say about a file, as a form holds it.</summary>
public sealed record MediaWords(string? Title, string? Alt, string? Caption, string? Credit, string? CreditUrl, string? Licence)
{
    public static MediaWords Of(MediaFile file) => new(file.Title, file.Alt, file.Caption, file.Credit, file.CreditUrl, file.Licence);

    /// <summary>By which a form knows whether somebody changed the words since it was opened.</summary>
    public string Mark() => CanonicalJson.Sha256(CanonicalJson.Bytes(this))[..16];

    /// <summary>Trimmed; what is empty is absent.</summary>
    public MediaWords Tidy() => new(Tidy(Title), Tidy(Alt), Tidy(Caption), Tidy(Credit), Tidy(CreditUrl), Tidy(Licence));

    private static string? Tidy(string? text) => text?.Replace("\0", "", StringComparison.Ordinal).Trim() is { Length: > 0 } said ? said : null;
}
