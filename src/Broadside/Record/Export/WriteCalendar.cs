using System.Globalization;
using System.Text;
using Broadside.Record.Dossiers;

namespace Broadside.Record.Export;

/// <summary>The events whose day is known, as all-day entries of a calendar (RFC 5545). What is known by the month is no appointment and is left out.</summary>
public static class WriteCalendar
{
    // RFC 5545 §3.1: a line has at most 75 octets; what follows begins with a space.
    private const int LongestLine = 75;

    /// <param name="stamp">When the dossier was published.</param>
    public static byte[] Of(PublishedDossier dossier, ExportSite site, DateTimeOffset stamp)
    {
        var host = Uri.TryCreate(site.Address, UriKind.Absolute, out var uri) ? uri.IdnHost : "localhost";
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Broadside//Record//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "NAME:" + Escape(dossier.Title));
        Line(text, "X-WR-CALNAME:" + Escape(dossier.Title));
        foreach (var e in dossier.Events)
        {
            if (Edtf.Parse(e.Edtf) is not { IsExactDay: true, Earliest: { } day } || day == DateOnly.MaxValue)
            {
                continue;
            }
            Line(text, "BEGIN:VEVENT");
            Line(text, $"UID:{e.Id}@{host}");
            Line(text, "DTSTAMP:" + stamp.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
            Line(text, "DTSTART;VALUE=DATE:" + day.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            Line(text, "DTEND;VALUE=DATE:" + day.AddDays(1).ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            Line(text, "SUMMARY:" + Escape(WriteTimeline.Label(e, dossier.Language)));
            Line(text, "DESCRIPTION:" + Escape(e.Anchors[0].Exact));
            if (e.Place is { } place)
            {
                Line(text, "LOCATION:" + Escape(place));
            }
            if (site.Block(e.Anchors[0]) is { } address)
            {
                Line(text, "URL:" + address);
            }
            Line(text, "TRANSP:TRANSPARENT");
            Line(text, "END:VEVENT");
        }
        Line(text, "END:VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Escape(string text) => new StringBuilder(text).Replace("\\", "\\\\").Replace(";", "\\;").Replace(",", "\\,").Replace("\r\n", "\\n").Replace("\n", "\\n").Replace("\r", "\\n").ToString();

    // Folded between letters, never inside one.
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
