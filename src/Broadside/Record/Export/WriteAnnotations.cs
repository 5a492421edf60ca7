using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Record.Anchoring;
using Broadside.Record.Dossiers;

namespace Broadside.Record.Export;

/// <summary>All claims of a dossier as a W3C Web Annotation collection (Recommendation of 23 February 2017): body is the claim, target the words.</summary>
public static class WriteAnnotations
{
    public static byte[] Of(PublishedDossier dossier, ExportSite site)
    {
        var items = new JsonArray();
        foreach (var e in dossier.Events)
        {
            Add(items, site, "event", e.Id, e.Anchors, new JsonObject { ["type"] = e.Factuality == Claims.Factuality.Alleged ? "schema:Claim" : "schema:Event", ["schema:name"] = e.Label, ["schema:temporalCoverage"] = e.Edtf });
        }
        foreach (var q in dossier.Quotes)
        {
            Add(items, site, "quote", q.Id, q.Anchors, new JsonObject { ["type"] = q.IsDirect ? "schema:Quotation" : "schema:Statement", ["schema:text"] = q.Text, ["schema:spokenByCharacter"] = dossier.Actors.FirstOrDefault(a => a.Id == q.Speaker)?.Name ?? q.SpeakerText, ["schema:inLanguage"] = q.Language, ["schema:dateCreated"] = q.Edtf });
        }
        foreach (var s in dossier.Sources)
        {
            Add(items, site, "source", s.Id, s.Anchors, new JsonObject { ["type"] = "schema:CreativeWork", ["schema:name"] = s.Title, ["schema:url"] = s.Url, ["schema:datePublished"] = s.Date });
        }
        foreach (var (actor, role) in dossier.Actors.SelectMany(a => a.Roles.Select(r => (a, r))))
        {
            Add(items, site, "actor", actor.Id, role.Anchors, new JsonObject { ["type"] = "schema:Role", ["schema:name"] = actor.Name, ["schema:roleName"] = role.Title, ["schema:startDate"] = role.Since, ["schema:endDate"] = role.Until });
        }
        var collection = new JsonObject
        {
            ["@context"] = new JsonArray("http://www.w3.org/ns/anno.jsonld", new JsonObject { ["schema"] = "https://schema.org/" }),
            ["id"] = site.Dossier + "record.jsonld",
            ["type"] = "AnnotationCollection",
            ["label"] = dossier.Title,
            ["rights"] = site.Licence,
            ["total"] = items.Count,
            ["first"] = new JsonObject { ["type"] = "AnnotationPage", ["startIndex"] = 0, ["items"] = items },
        };
        return JsonSerializer.SerializeToUtf8Bytes(collection, ExportJson.Options);
    }

    private static void Add(JsonArray items, ExportSite site, string kind, string id, IReadOnlyList<Anchor> anchors, JsonObject body)
    {
        foreach (var (number, anchor) in anchors.Index())
        {
            if (site.Block(anchor) is not { } source)
            {
                continue;
            }
            var own = (JsonObject)body.DeepClone();
            own["id"] = $"{site.Dossier}#{kind}-{id}";
            foreach (var empty in own.Where(p => p.Value is null).Select(p => p.Key).ToList())
            {
                own.Remove(empty);
            }
            items.Add(new JsonObject
            {
                ["id"] = $"{site.Dossier}#{kind}-{id}-{number + 1}",
                ["type"] = "Annotation",
                ["motivation"] = "describing",
                ["body"] = own,
                ["target"] = new JsonObject
                {
                    ["source"] = source,
                    ["selector"] = new JsonArray(
                        new JsonObject { ["type"] = "TextQuoteSelector", ["exact"] = anchor.Exact, ["prefix"] = anchor.Prefix, ["suffix"] = anchor.Suffix },
                        new JsonObject { ["type"] = "TextPositionSelector", ["start"] = anchor.Start, ["end"] = anchor.End }),
                },
            });
        }
    }
}
