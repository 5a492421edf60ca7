using System.Text.Json;
using Broadside.Articles.Body;
using Broadside.Articles.Paste;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Broadside.Articles.Writing;

/// <summary>What the writing page's script asks: saving, the lock, own articles, embeds, pasted text. What it expects stands in <c>src/Editor/README.md</c>.</summary>
internal static class WritingRoutes
{
    // Ten times the longest article that anybody has printed.
    private const long MostBytes = 8 << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var writes = new NeedsAttribute(Right.Translate);
        routes.MapPut("/desk/articles/{id}/draft", SaveAsync).WithMetadata(writes);
        routes.MapPost("/desk/articles/{id}/lock", (HttpContext context, string id, HoldArticle hold) => HoldAsync(context, id, hold, takeOver: false)).WithMetadata(writes);
        routes.MapPost("/desk/articles/{id}/lock/take", (HttpContext context, string id, HoldArticle hold) => HoldAsync(context, id, hold, takeOver: true)).WithMetadata(writes);
        routes.MapGet("/desk/articles/find", async (HttpContext context, string? q, WritingQueries queries) => DeskAnswer.Json(await queries.FindAsync(q ?? "", context.RequestAborted))).WithMetadata(writes);
        routes.MapPost("/desk/embed", (Delegate)EmbedAsync).WithMetadata(writes);
        routes.MapPost("/desk/paste", PasteAsync).WithMetadata(writes);
    }

    /// <summary>Who has the article, as the page knows it.</summary>
    public static object? LockOf(ArticleLock? held, Actor who) => held is null
        ? new { Mine = false }
        : new { Mine = held.StaffId == who.Id, Holder = new WritingQueries.Somebody(held.StaffId, held.Name), Since = (DateTimeOffset?)held.TakenAt };

    private static async Task<IResult> SaveAsync(HttpContext context, string id, SaveText save)
    {
        if (await BodyAsync(context) is not { } body || Sent(body) is not { } sent)
        {
            return DeskAnswer.Refused(context, new Refusal("content", "The text did not arrive whole. Reload the page; what you wrote is kept in this browser.", "content"));
        }
        return await save.RunAsync(id, sent, context.Actor(), context.RequestAborted) switch
        {
            SaveAnswer.Saved saved => DeskAnswer.Json(saved),
            SaveAnswer.Stale stale => DeskAnswer.Json(
                new { Code = "stale", Message = DeskWords.Of(context).Text("writing.stale"), stale.Revision, stale.SavedBy, stale.Tab, stale.Save, stale.Theirs, stale.Base },
                StatusCodes.Status409Conflict),
            SaveAnswer.Locked { Lock: var held } => DeskAnswer.Json(
                new { Code = "locked", Message = DeskWords.Of(context).Text("writing.locked", ("name", held.Name)), Holder = new WritingQueries.Somebody(held.StaffId, held.Name), Since = held.TakenAt },
                StatusCodes.Status423Locked),
            SaveAnswer.Refused refused => DeskAnswer.Refused(context, refused.Refusal),
            _ => throw new InvalidOperationException("A save has no other answer."),
        };
    }

    private static async Task<IResult> HoldAsync(HttpContext context, string id, HoldArticle hold, bool takeOver)
    {
        var tab = await BodyAsync(context) is { } body ? Text(body, "tab") : null;
        var outcome = await hold.RunAsync(id, tab is { Length: <= 64 } ? tab : null, takeOver, context.Actor(), context.RequestAborted);
        return outcome.IsDone ? DeskAnswer.Json(LockOf(outcome.Value, context.Actor())) : DeskAnswer.Refused(context, outcome.Refusal);
    }

    private static async Task<IResult> EmbedAsync(HttpContext context)
    {
        var embed = MakeEmbed.Run(await BodyAsync(context) is { } body ? Text(body, "url") : null);
        return embed.IsDone ? DeskAnswer.Json<Block>(embed.Value) : DeskAnswer.Refused(context, embed.Refusal);
    }

    private static async Task<IResult> PasteAsync(HttpContext context, ReadPaste paste)
    {
        if (await BodyAsync(context) is not { } body)
        {
            return DeskAnswer.Refused(context, new Refusal("content", "What was pasted did not arrive whole. Paste it again.", "html"));
        }
        var read = paste.Run(Text(body, "html"), Text(body, "text"), DeskWords.Of(context));
        return DeskAnswer.Json(read);
    }

    // Null for what is no JSON object: whoever sends it hears so, and nothing breaks.
    private static async Task<JsonElement?> BodyAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MostBytes;
        }
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SaveText.Sent? Sent(JsonElement body)
    {
        try
        {
            if (!body.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Object || !body.TryGetProperty("revision", out var revision) || !revision.TryGetInt32(out var number))
            {
                return null;
            }
            var blocks = content.TryGetProperty("blocks", out var given) ? given.Deserialize<List<Block?>>(CanonicalJson.Options) : [];
            long? save = body.TryGetProperty("save", out var counted) && counted.ValueKind == JsonValueKind.Number && counted.TryGetInt64(out var count) ? count : null;
            return new SaveText.Sent(number, Text(body, "tab") is { Length: <= 64 } tab ? tab : null, save, Text(content, "title") ?? "", Text(content, "standfirst"), blocks ?? []);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            // A wrong type, an unknown kind of block, half of a character.
            return null;
        }
    }

    private static string? Text(JsonElement element, string name)
    {
        try
        {
            return element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a character, written as an escape.
            return null;
        }
    }
}
