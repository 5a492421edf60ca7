using System.Globalization;
using System.Text;
using Broadside.Record.Dossiers;

namespace Broadside.Record.Export;

/// <summary>The events and quotes of a dossier, one row for each (RFC 4180).</summary>
public static class WriteCsv
{
    private static readonly string[] Head = ["kind", "id", "date_edtf", "earliest", "latest", "date_basis", "text", "actors", "recipients", "factuality", "alleged_by", "place", "plover_type", "plover_mode", "score", "venue", "source", "article", "exact"];

    public static byte[] Of(PublishedDossier dossier, ExportSite site)
    {
        var names = dossier.Actors.ToDictionary(a => a.Id, a => a.Name);
        var sources = dossier.Sources.ToDictionary(s => s.Id, s => s.Url ?? s.Title);
        string? Name(string? id) => id is null ? null : names.GetValueOrDefault(id, id);
        string Names(IEnumerable<string> ids) => string.Join("; ", ids.Select(Name));

        var text = new StringBuilder();
        Row(text, Head);
        foreach (var e in dossier.Events)
        {
            Row(text, "event", e.Id, e.Edtf, Day(e.Earliest), Day(e.Latest), Word(e.Basis), e.Label, Names(e.Actors), Names(e.Recipients), Word(e.Factuality), Name(e.AllegedBy), e.Place, e.PloverType, e.PloverMode,
                Score(e.Score), null, e.Source is { } source ? sources.GetValueOrDefault(source) : null, site.Block(e.Anchors[0]), e.Anchors[0].Exact);
        }
        foreach (var q in dossier.Quotes)
        {
            var date = Edtf.Parse(q.Edtf);
            Row(text, "quote", q.Id, q.Edtf, Day(date?.Earliest), Day(date?.Latest), null, q.Text, Name(q.Speaker) ?? q.SpeakerText, null, q.IsDirect ? "direct" : "indirect", null, null, null, null, null, q.Venue, q.Source is { } source ? sources.GetValueOrDefault(source) : null, site.Block(q.Anchors[0]), q.Anchors[0].Exact);
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static string? Score(int? tenths) => tenths is { } score ? (score / 10m).ToString("0.0", CultureInfo.InvariantCulture) : null;

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static void Row(StringBuilder text, params string?[] cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    // A cell that a spreadsheet would run as a formula is given an apostrophe; a negative number is none.
    private static string Cell(string? value)
    {
        var cell = value ?? "";
        if (cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal) && !decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out _))
        {
            cell = "'" + cell;
        }
        return cell.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
