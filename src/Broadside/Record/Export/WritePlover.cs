using System.Text.Json;
using System.Text.Json.Nodes;
using Broadside.Record.Dossiers;

namespace Broadside.Record.Export;

/// <summary>The events that have a type, with the names that PLOVER gives to fields.</summary>
public static class WritePlover
{
    public static byte[] Of(PublishedDossier dossier, ExportSite site)
    {
        var actors = dossier.Actors.ToDictionary(a => a.Id);
        JsonArray Actors(IEnumerable<string> ids) => [.. ids.Where(actors.ContainsKey).Select(id => (JsonNode)new JsonObject { ["actor"] = actors[id].Name, ["country"] = actors[id].Country, ["wikidata"] = actors[id].Wikidata })];

        var events = new JsonArray();
        foreach (var e in dossier.Events.Where(e => e.PloverType is not null))
        {
            events.Add(new JsonObject
            {
                ["id"] = e.Id,
                ["event"] = e.PloverType,
                ["mode"] = e.PloverMode,
                ["score"] = e.Score is { } score ? score / 10m : null,
                ["date"] = e.Edtf,
                ["date_basis"] = e.Basis.ToString().ToLowerInvariant(),
                ["actor"] = Actors(e.Actors),
                ["recipient"] = Actors(e.Recipients),
                ["factuality"] = e.Factuality.ToString().ToLowerInvariant(),
                ["location"] = e.Place,
                ["label"] = e.Label,
                ["text"] = e.Anchors[0].Exact,
                ["publication"] = site.Name,
                ["url"] = site.Block(e.Anchors[0]),
                ["license"] = site.Licence,
            });
        }
        return JsonSerializer.SerializeToUtf8Bytes(events, ExportJson.Options);
    }
}
