using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Themes;

namespace Broadside.Record.Export;

/// <summary>A published dossier in one of five forms, with what its articles say today and nothing else.</summary>
public sealed class ExportDossier(DossierArchive archive, ArticleTexts texts, Catalogue catalogue, VersionStore versions, IOutlet outlet, Theme theme, BaseAddress address)
{
    public static IReadOnlyList<string> Formats { get; } = ["annotations", "csv", "plover", "timeline", "calendar"];

    public async Task<Outcome<byte[]>> RunAsync(string slug, string format, CancellationToken cancel)
    {
        if (await archive.ReadAsync(slug, cancel) is not { } dossier)
        {
            return new Refusal("unknown", $"Readers have no dossier {slug}.", "slug");
        }
        var (blocks, articles) = (new Dictionary<string, IReadOnlyList<BlockText>>(StringComparer.Ordinal), new Dictionary<string, (string Path, string Title)>(StringComparer.Ordinal));
        foreach (var id in dossier.Articles)
        {
            if (await texts.LiveAsync(id, cancel) is { } live && catalogue.ById(id) is { } entry)
            {
                (blocks[id], articles[id]) = (BlockText.Of(live), (entry.Address, live.Title));
            }
        }
        var kept = LiveAnchors.Keep(dossier, blocks);
        var site = new ExportSite(address.Value, outlet.Name, $"/dossiers/{slug}/", articles, theme.Vocabulary.For(dossier.Language));
        return format switch
        {
            "annotations" => WriteAnnotations.Of(kept, site),
            "csv" => WriteCsv.Of(kept, site),
            "plover" => WritePlover.Of(kept, site),
            "timeline" => WriteTimeline.Of(kept, site),
            "calendar" => WriteCalendar.Of(kept, site, versions.Live(PublishedDossier.Subject(slug))!.SettledAt),
            _ => new Refusal("format", $"The forms are {string.Join(", ", Formats)}.", "format"),
        };
    }
}
