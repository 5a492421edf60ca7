using Broadside.Record.Dossiers;
using Broadside.Record.Export;

namespace Broadside.Site.Dossiers;

/// <summary>A form in which all live claims of a dossier are offered beside its page.</summary>
/// <param name="Name">The last part of its address, as "record.csv".</param>
/// <param name="Word">Its key among the words <c>dossier.files</c>.</param>
/// <param name="MediaType">With its charset or profile.</param>
/// <param name="Write">Makes it; the instant is that of the last publication.</param>
public sealed record DossierFile(string Name, string Word, string MediaType, Func<PublishedDossier, ExportSite, DateTimeOffset, byte[]> Write)
{
    /// <summary>All that are offered.</summary>
    public static IReadOnlyList<DossierFile> All { get; } =
    [
        new("record.jsonld", "jsonld", "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"", (dossier, site, _) => WriteAnnotations.Of(dossier, site)),
        new("record.csv", "csv", "text/csv; charset=utf-8", (dossier, site, _) => WriteCsv.Of(dossier, site)),
        new("record.plover.json", "plover", "application/json", (dossier, site, _) => WritePlover.Of(dossier, site)),
        new("record.timeline.json", "timeline", "application/json", (dossier, site, _) => WriteTimeline.Of(dossier, site)),
        new("record.ics", "ics", "text/calendar; charset=utf-8", WriteCalendar.Of),
    ];

    /// <summary>Without charset and profile.</summary>
    public string Type => MediaType.Split(';')[0];
}
