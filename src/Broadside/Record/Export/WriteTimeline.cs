using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Record.Dossiers;

namespace Broadside.Record.Export;

/// <summary>The dated events for TimelineJS (Knight Lab): a date is as fine as it is known, a stretch has both its ends.</summary>
public static class WriteTimeline
{
    public static byte[] Of(PublishedDossier dossier, ExportSite site)
    {
        var events = new JsonArray();
        foreach (var e in dossier.Events)
        {
            if (Edtf.Parse(e.Edtf) is not { Earliest: not null } date)
            {
                continue;
            }
            var slide = new JsonObject { ["unique_id"] = e.Id, ["start_date"] = Start(date), ["display_date"] = DateSaid.Of(date.Text, site.Words) };
            if (date is { Precision: not (EdtfPrecision.Day or EdtfPrecision.Month or EdtfPrecision.Year), Latest: { } end })
            {
                slide["end_date"] = Date(end, EdtfPrecision.Day);
            }
            // The viewer takes HTML here, and words of people stand in it.
            var link = site.Block(e.Anchors[0]) is { } address ? $"<p><a href=\"{WebUtility.HtmlEncode(address)}\">{WebUtility.HtmlEncode(site.Articles[e.Anchors[0].Article].Title)}</a></p>" : "";
            slide["text"] = new JsonObject { ["headline"] = WebUtility.HtmlEncode(Label(e, dossier.Language)), ["text"] = $"<p>{WebUtility.HtmlEncode(e.Anchors[0].Exact)}</p>{link}" };
            events.Add(slide);
        }
        var timeline = new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = new JsonObject { ["headline"] = WebUtility.HtmlEncode(dossier.Title), ["text"] = $"<p>{WebUtility.HtmlEncode(dossier.Dek ?? "")}</p>" } },
            ["events"] = events,
        };
        return JsonSerializer.SerializeToUtf8Bytes(timeline, ExportJson.Options);
    }

    internal static string Label(PublishedEvent e, string language) => (e.Factuality, language.StartsWith("es", StringComparison.Ordinal)) switch
    {
        (Claims.Factuality.Alleged, true) => "Según una acusación: " + e.Label,
        (Claims.Factuality.Alleged, _) => "Alleged: " + e.Label,
        (Claims.Factuality.Denied, true) => "Desmentido: " + e.Label,
        (Claims.Factuality.Denied, _) => "Denied: " + e.Label,
        _ => e.Label,
    };

    private static JsonObject Start(Edtf date) => Date(date.Earliest!.Value, date.Precision is EdtfPrecision.Month or EdtfPrecision.Year ? date.Precision : EdtfPrecision.Day);

    private static JsonObject Date(DateOnly day, EdtfPrecision precision)
    {
        var date = new JsonObject { ["year"] = day.Year.ToString(CultureInfo.InvariantCulture) };
        if (precision != EdtfPrecision.Year)
        {
            date["month"] = day.Month.ToString(CultureInfo.InvariantCulture);
        }
        if (precision == EdtfPrecision.Day)
        {
            date["day"] = day.Day.ToString(CultureInfo.InvariantCulture);
        }
        return date;
    }
}
