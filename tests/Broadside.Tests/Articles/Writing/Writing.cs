using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Articles.Writing;

/// <summary>A writer's browser, as the script of the writing page uses it.</summary>
internal static partial class Writing
{
    /// <summary>What came back to a script.</summary>
    public sealed record Reply(int Status, JsonNode? Json)
    {
        public string? Code => (string?)Json?["code"];

        public int Revision => (int)Json!["revision"]!;
    }

    /// <summary>Begins an article by its form, as a person would.</summary>
    public static async Task<string> BeginAsync(this DeskClient browser, string title = "")
    {
        var answer = await browser.SubmitAsync("/desk/articles/new", "/desk/articles/new", ("Title", title));
        Assert.Equal(302, answer.Status);
        return answer.To!.Split('/')[^1];
    }

    /// <summary>What the page hands to the editor, found as the editor finds it when it reads the page again.</summary>
    public static async Task<JsonObject> DraftAsync(this DeskClient browser, string id)
    {
        var page = await browser.GetAsync("/desk/articles/" + id);
        Assert.Equal(200, page.Status);
        return JsonNode.Parse(Draft().Match(page.Body).Groups[1].Value)!.AsObject();
    }

    public static Task<Reply> SaveAsync(this DeskClient browser, string id, int revision, JsonNode content, string tab = "tab-1", long? save = null) =>
        browser.CallAsync(HttpMethod.Put, $"/desk/articles/{id}/draft", new { revision, tab, save, content });

    public static async Task<Reply> CallAsync(this DeskClient browser, HttpMethod method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }
        request.Headers.Add("RequestVerificationToken", await browser.TokenAsync());
        browser.Headers["Accept"] = "application/json";
        var answer = await browser.SendAsync(request);
        browser.Headers["Accept"] = "text/html";
        return new Reply(answer.Status, answer.Body.Length == 0 ? null : JsonNode.Parse(answer.Body));
    }

    /// <summary>The content with another title, standfirst or text.</summary>
    public static JsonObject With(this JsonNode content, string? title = null, params (string Id, string Text)[] paragraphs)
    {
        var changed = content.DeepClone().AsObject();
        changed["title"] = title ?? (string?)changed["title"];
        if (paragraphs.Length > 0)
        {
            changed["blocks"] = new JsonArray([.. paragraphs.Select(p => (JsonNode)new JsonObject { ["kind"] = "paragraph", ["id"] = p.Id, ["text"] = p.Text })]);
        }
        return changed;
    }

    public static async Task<string> TokenAsync(this DeskClient browser) => DeskClient.TokenOf((await browser.GetAsync("/desk")).Body);

    [GeneratedRegex(@"<script type=""application/json"" id=""draft"">([\s\S]*?)</script>")]
    private static partial Regex Draft();
}
