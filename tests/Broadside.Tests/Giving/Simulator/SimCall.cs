using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Broadside.Tests.Giving.Simulator;

/// <summary>One question to a rail.</summary>
internal sealed record SimCall(string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private Dictionary<string, string>? form;

    public string[] Parts { get; } = Path.Trim('/').Split('/');

    /// <summary>The fields of a form, or of the address where the body is none.</summary>
    public IReadOnlyDictionary<string, string> Form => form ??= QueryHelpers.ParseQuery(Body).ToDictionary(p => p.Key, p => p.Value.ToString());

    public JsonObject Json => Body.Length == 0 ? [] : JsonNode.Parse(Body)!.AsObject();

    public string? Field(string name) => Form.GetValueOrDefault(name) ?? Query.GetValueOrDefault(name);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The map that a form writes as <c>name[key]=value</c>.</summary>
    public JsonObject Map(string name)
    {
        var map = new JsonObject();
        foreach (var (key, value) in Form.Where(f => f.Key.StartsWith(name + "[", StringComparison.Ordinal) && f.Key.IndexOf(']', name.Length) == f.Key.Length - 1))
        {
            map[key[(name.Length + 1)..^1]] = value;
        }
        return map;
    }
}

/// <summary>What the rail says.</summary>
internal sealed record SimAnswer(int Status, string Body, string Type = "application/json", string? Location = null)
{
    public static SimAnswer Ok(JsonNode body, int status = 200) => new(status, body.ToJsonString());

    public static SimAnswer Page(string html, int status = 200) => new(status, html, "text/html; charset=utf-8");

    public static SimAnswer See(string address) => new(303, "", "text/plain", address);
}
