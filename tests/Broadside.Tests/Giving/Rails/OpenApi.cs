using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Broadside.Tests.Giving.Rails;

/// <summary>A vendor's published description of its interface, as far as it says what a body looks like. What it refers to outside itself may be anything.</summary>
internal sealed class OpenApi
{
    private readonly List<JsonObject> files;

    public OpenApi(IEnumerable<string> paths) => files = [.. paths.Select(p => JsonNode.Parse(File.ReadAllText(p))!.AsObject())];

    /// <summary>What is wrong with a question's body; null: nobody describes that question.</summary>
    public IReadOnlyList<string>? Question(string method, string path, JsonNode? body) =>
        Find(method, path) is not var (file, operation) || Schema(file, operation["requestBody"]) is not { } schema ? null : Check(file, schema, body, "question");

    /// <summary>What is wrong with an answer's body.</summary>
    public IReadOnlyList<string>? Answer(string method, string path, int status, JsonNode? body)
    {
        if (Find(method, path) is not var (file, operation))
        {
            return null;
        }
        if (operation["responses"]![status.ToString(CultureInfo.InvariantCulture)] is not { } response)
        {
            return operation["responses"]!["default"] is null ? [$"status {status} is not described"] : [];
        }
        return Schema(file, response) is { } schema ? Check(file, schema, body, "answer") : [];
    }

    private (JsonObject File, JsonObject Operation)? Find(string method, string path)
    {
        foreach (var file in files)
        {
            foreach (var (template, item) in file["paths"]!.AsObject().OrderBy(p => p.Key.Count(c => c == '{')))
            {
                if (Regex.IsMatch(path, "^" + Regex.Replace(template, @"\{[^}]+\}", "[^/]+") + "$") && item![method.ToLowerInvariant()] is JsonObject operation)
                {
                    return (file, operation);
                }
            }
        }
        return null;
    }

    private static JsonNode? Schema(JsonObject file, JsonNode? body) => Resolve(file, body)?["content"]?["application/json"]?["schema"];

    private static List<string> Check(JsonObject file, JsonNode schema, JsonNode? value, string where)
    {
        var wrong = new List<string>();
        Check(file, schema, value, where, wrong);
        return wrong;
    }

    private static void Check(JsonObject file, JsonNode? unresolved, JsonNode? value, string where, List<string> wrong)
    {
        if (Resolve(file, unresolved) is not JsonObject schema)
        {
            return;
        }
        if (value is null)
        {
            if (schema["nullable"]?.GetValue<bool>() != true && schema["type"] is not null)
            {
                wrong.Add($"{where} is null");
            }
            return;
        }
        var kind = value.GetValueKind();
        if (schema["type"] is JsonValue type && !Fits(type.GetValue<string>(), kind))
        {
            wrong.Add($"{where} is {kind}, not {type}");
            return;
        }
        if (kind == JsonValueKind.String)
        {
            CheckText(schema, value.GetValue<string>(), where, wrong);
        }
        if (schema["enum"] is JsonArray choices && !choices.Any(c => c?.ToString() == value.ToString()))
        {
            wrong.Add($"{where} is {value}, none of {choices.Count}");
        }
        if (value is JsonArray list)
        {
            if (schema["minItems"]?.GetValue<int>() > list.Count)
            {
                wrong.Add($"{where} has {list.Count} items");
            }
            for (var i = 0; i < list.Count; i++)
            {
                Check(file, schema["items"], list[i], $"{where}[{i}]", wrong);
            }
        }
        if (value is JsonObject json)
        {
            CheckObject(file, schema, json, where, wrong);
        }
    }

    private static void CheckText(JsonObject schema, string text, string where, List<string> wrong)
    {
        if (schema["minLength"]?.GetValue<int>() > text.Length || schema["maxLength"]?.GetValue<int>() < text.Length)
        {
            wrong.Add($"{where} has {text.Length} letters");
        }
        if (schema["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(text, pattern))
        {
            wrong.Add($"{where} is “{text}”, not like {pattern}");
        }
    }

    private static void CheckObject(JsonObject file, JsonObject schema, JsonObject json, string where, List<string> wrong)
    {
        var known = new Dictionary<string, JsonNode?>();
        var required = new HashSet<string>();
        Collect(file, schema, known, required);
        if (known.Count == 0)
        {
            return;
        }
        wrong.AddRange(required.Where(r => !json.ContainsKey(r)).Select(r => $"{where} lacks {r}"));
        foreach (var (name, value) in json)
        {
            if (known.TryGetValue(name, out var its))
            {
                Check(file, its, value, $"{where}.{name}", wrong);
            }
            else if (schema["additionalProperties"]?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.Object))
            {
                wrong.Add($"{where} has {name}, which nobody describes");
            }
        }
    }

    // All names that a thing may have, whichever part of its description says so.
    private static void Collect(JsonObject file, JsonNode? unresolved, Dictionary<string, JsonNode?> known, HashSet<string> required)
    {
        if (Resolve(file, unresolved) is not JsonObject schema)
        {
            return;
        }
        foreach (var (name, its) in schema["properties"]?.AsObject() ?? [])
        {
            known.TryAdd(name, its);
        }
        required.UnionWith((schema["required"] as JsonArray ?? []).Select(r => r!.GetValue<string>()));
        foreach (var part in schema["allOf"] as JsonArray ?? [])
        {
            Collect(file, part, known, required);
        }
        foreach (var part in (schema["anyOf"] as JsonArray ?? []).Concat(schema["oneOf"] as JsonArray ?? []))
        {
            Collect(file, part, known, []);
        }
    }

    private static JsonNode? Resolve(JsonObject file, JsonNode? node)
    {
        while (node is JsonObject && node["$ref"] is JsonValue reference)
        {
            node = reference.GetValue<string>().TrimStart('#', '/').Split('/').Aggregate((JsonNode?)file, (at, name) => at?[name.Replace("~1", "/", StringComparison.Ordinal)]);
        }
        return node;
    }

    private static bool Fits(string type, JsonValueKind kind) => type switch
    {
        "string" => kind == JsonValueKind.String,
        "integer" or "number" => kind == JsonValueKind.Number,
        "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
        "array" => kind == JsonValueKind.Array,
        "object" => kind == JsonValueKind.Object,
        _ => true,
    };
}
