using System.Text;
using System.Text.Json;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Dossiers;
using Broadside.Record.Export;
using Broadside.Themes;

namespace Broadside.Tests.Record;

/// <summary>What is made of a signed dossier: the line between its parties and the exports.</summary>
public sealed class DossierFormsTests
{
    private static readonly BlockText Text = new("p0", "Alvia recalled its ambassador, \"for good\", and threatened more; Brenland, it said, was =to blame.");

    private static readonly ExportSite Site = new("https://example.org", "The Example", "/dossiers/quarrel/", new Dictionary<string, (string, string)> { ["a"] = ("/2026/05/a/", "A quarrel") }, new Vocabulary(new ThemeFiles(null)).For("en"));

    private static readonly PublishedDossier Dossier = new()
    {
        Slug = "quarrel",
        Title = "The quarrel",
        Language = "en",
        Articles = ["a"],
        PartyA = "al",
        PartyB = "br",
        HasLine = true,
        Actors = [new("al", ActorKind.State, "Alvia", "AL", null, [], []), new("br", ActorKind.State, "Brenland", null, null, [], []), new("ma", ActorKind.Person, "Ana Marin", null, null, [new PublishedRole("Minister", null, "2025", null) { Anchors = [Anchor(0, 5)] }], [])],
        Events =
        [
            Event("recall", "2026-05-03", "PROTEST", -40, ["al"], ["br"]),
            Event("answer", "2026-06~", "THREATEN", -60, ["br"], ["al"]) with { Factuality = Factuality.Alleged, AllegedBy = "ma" },
            Event("talks", "2026-08-01", "CONSULT", 25, ["al", "br"], []),
            Event("resigns", "2026-05-09", "RETREAT", 45, ["al", "ma"], ["br"]),
            Event("inside", "2026-05-10", "RETREAT", 45, ["al"], ["al"]),
            Event("denied", "2026-05-11", "ASSAULT", -90, ["al"], ["br"]) with { Factuality = Factuality.Denied },
            Event("sometime", null, "ACCUSE", -20, ["al"], ["br"]) with { Basis = DateBasis.Unknown },
        ],
        Quotes = [new PublishedQuote { Id = "q", Text = "for good", Speaker = "ma", SpeakerText = "the minister", Language = "en", Anchors = [Anchor(32, 40)] }],
        Sources = [new PublishedSource { Id = "s", Kind = SourceKind.PressRelease, Title = "Statement", Url = "https://gov.example/x", Anchors = [Anchor(0, 5)] }],
    };

    [Fact]
    public void Only_what_one_party_did_to_the_other_is_on_the_line()
    {
        var line = RelationLine.Of(Dossier)!;

        Assert.Equal([("recall", -40, RelationDirection.AToB), ("answer", -60, RelationDirection.BToA), ("talks", 25, RelationDirection.Both)], line.Points.Select(p => (p.Event.Id, p.Score, p.Direction)));
        Assert.Equal((new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 30)), (line.Points[1].From, line.Points[1].To));
        Assert.Equal(["sometime"], line.Undated.Select(e => e.Id));
        Assert.Null(line.Sum);
        Assert.Null(RelationLine.Of(Dossier with { HasLine = false }));
    }

    [Fact]
    public void The_sum_decays_by_half_in_thirty_days()
    {
        var two = Dossier with { Events = [Event("one", "2026-05-01", "PROTEST", -40, ["al"], ["br"]), Event("two", "2026-05-31", "PROTEST", -40, ["al"], ["br"])] };

        Assert.Equal([-40, -60], RelationLine.Of(two, withSum: true)!.Sum!.Select(s => s.Sum));
    }

    [Fact]
    public void Annotations_point_to_the_words_with_both_selectors()
    {
        using var json = JsonDocument.Parse(WriteAnnotations.Of(Dossier, Site));

        var items = json.RootElement.GetProperty("first").GetProperty("items").EnumerateArray().ToList();
        Assert.Equal((10, 10), (items.Count, json.RootElement.GetProperty("total").GetInt32()));
        var quote = items.Single(i => i.GetProperty("body").GetProperty("type").GetString() == "schema:Quotation");
        Assert.Equal("Ana Marin", quote.GetProperty("body").GetProperty("schema:spokenByCharacter").GetString());
        Assert.Equal("https://example.org/2026/05/a/#b-p0", quote.GetProperty("target").GetProperty("source").GetString());
        var selectors = quote.GetProperty("target").GetProperty("selector").EnumerateArray().ToList();
        Assert.Equal(("for good", 32, 40), (selectors[0].GetProperty("exact").GetString(), selectors[1].GetProperty("start").GetInt32(), selectors[1].GetProperty("end").GetInt32()));
        Assert.Equal("schema:Claim", items.Single(i => i.GetProperty("id").GetString()!.Contains("event-answer", StringComparison.Ordinal)).GetProperty("body").GetProperty("type").GetString());
    }

    [Fact]
    public void A_table_quotes_its_cells_and_runs_no_formula()
    {
        var csv = Encoding.UTF8.GetString(WriteCsv.Of(Dossier with { Events = [Dossier.Events[0] with { Label = "=1+1, \"so\"" }], Quotes = [] }, Site));

        Assert.Equal("event,recall,2026-05-03,2026-05-03,2026-05-03,stated,\"'=1+1, \"\"so\"\"\",Alvia,Brenland,reported,,,PROTEST,,-4.0,,,https://example.org/2026/05/a/#b-p0,Alvia", csv.Split("\r\n")[1]);
    }

    [Fact]
    public void Plover_has_its_own_names_for_fields()
    {
        using var json = JsonDocument.Parse(WritePlover.Of(Dossier, Site));

        var first = json.RootElement[0];
        Assert.Equal(("PROTEST", -4.0m, "2026-05-03", "AL", "CC-BY-4.0"), (first.GetProperty("event").GetString(), first.GetProperty("score").GetDecimal(), first.GetProperty("date").GetString(), first.GetProperty("actor")[0].GetProperty("country").GetString(), first.GetProperty("license").GetString()));
    }

    [Fact]
    public void A_timeline_is_as_fine_as_the_date_is_known()
    {
        using var json = JsonDocument.Parse(WriteTimeline.Of(Dossier, Site));

        var events = json.RootElement.GetProperty("events").EnumerateArray().ToDictionary(e => e.GetProperty("unique_id").GetString()!);
        Assert.DoesNotContain("sometime", events.Keys);
        Assert.Equal("3", events["recall"].GetProperty("start_date").GetProperty("day").GetString());
        Assert.False(events["answer"].GetProperty("start_date").TryGetProperty("day", out _));
        Assert.Equal(("about June 2026", "Alleged: Event answer"), (events["answer"].GetProperty("display_date").GetString(), events["answer"].GetProperty("text").GetProperty("headline").GetString()));
    }

    [Fact]
    public void A_calendar_has_the_days_that_are_known_and_folds_its_lines()
    {
        var label = "Überaus lange Überschrift, mit Umlauten; und so weiter, bis die Zeile für den Kalender viel zu lang geworden ist";
        var ics = Encoding.UTF8.GetString(WriteCalendar.Of(Dossier with { Events = [Dossier.Events[0] with { Label = label }, Dossier.Events[1]] }, Site, new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero)));

        Assert.Equal(1, ics.Split("BEGIN:VEVENT").Length - 1);
        Assert.Contains("DTSTART;VALUE=DATE:20260503\r\nDTEND;VALUE=DATE:20260504\r\n", ics, StringComparison.Ordinal);
        Assert.All(ics.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.Contains("SUMMARY:" + label.Replace(",", "\\,", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal), ics.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static Anchor Anchor(int start, int end) => Broadside.Record.Anchoring.Anchor.At("a", Text, start, end)!;

    private static PublishedEvent Event(string id, string? edtf, string type, int score, string[] actors, string[] recipients) => new()
    {
        Id = id,
        Label = "Event " + id,
        Edtf = edtf,
        Basis = DateBasis.Stated,
        Earliest = Broadside.Record.Edtf.Parse(edtf)?.Earliest,
        Latest = Broadside.Record.Edtf.Parse(edtf)?.Latest,
        Actors = actors,
        Recipients = recipients,
        PloverType = type,
        Score = score,
        Anchors = [Anchor(0, 5)],
    };
}
