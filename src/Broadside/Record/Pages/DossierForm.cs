using Broadside.Kit;
using Broadside.Record.Dossiers;

namespace Broadside.Record.Pages;

/// <summary>What is typed of a dossier.</summary>
public sealed record DossierForm
{
    public string? Title { get; init; }

    public string? Dek { get; init; }

    public string? Language { get; init; }

    public string? PartyA { get; init; }

    public string? PartyB { get; init; }

    public bool HasLine { get; init; }

    public static DossierForm Of(Dossier dossier) => new() { Title = dossier.Title, Dek = dossier.Dek, Language = dossier.Language, PartyA = dossier.PartyA, PartyB = dossier.PartyB, HasLine = dossier.HasLine };

    public static Refusal AtControl(Refusal refusal) => refusal with { Field = refusal.Field switch { "party_a" => nameof(PartyA), "party_b" => nameof(PartyB), "title" => nameof(Title), "slug" => "Slug", "articles" => "Add", _ => null } };

    public DossierFields Fields() => new()
    {
        Title = Title ?? "",
        Dek = ReadClaimForm.Clean(Dek),
        Language = ReadClaimForm.Clean(Language) ?? "en",
        PartyA = ReadClaimForm.Clean(PartyA),
        PartyB = ReadClaimForm.Clean(PartyB),
        HasLine = HasLine,
    };
}
