using System.Text.Json;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Broadside.Articles.Notes;

/// <summary>What the writing page asks about notes.</summary>
internal static class NoteRoutes
{
    private sealed record Sent(string? Block, string? Text, IReadOnlyList<string?>? Mentions);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var writes = new NeedsAttribute(Right.Translate);
        routes.MapGet("/desk/articles/{id}/notes", ListAsync).WithMetadata(writes);
        routes.MapPost("/desk/articles/{id}/notes", WriteAsync).WithMetadata(writes);
        routes.MapPost("/desk/articles/{id}/notes/{note}/resolve", ResolveAsync).WithMetadata(writes);
    }

    private static async Task<IResult> ListAsync(HttpContext context, string id, NoteQueries queries)
    {
        var outcome = await queries.OpenAsync(id, context.Actor(), context.RequestAborted);
        return outcome.IsDone ? DeskAnswer.Json(outcome.Value.Select(Shown)) : DeskAnswer.Refused(context, outcome.Refusal);
    }

    private static async Task<IResult> WriteAsync(HttpContext context, string id, WriteNote write)
    {
        var sent = await SentAsync(context);
        var outcome = await write.RunAsync(id, sent.Block, sent.Text, [.. (sent.Mentions ?? []).OfType<string>()], context.Actor(), context.RequestAborted);
        return outcome.IsDone ? DeskAnswer.Json(Shown(outcome.Value)) : DeskAnswer.Refused(context, outcome.Refusal);
    }

    private static async Task<IResult> ResolveAsync(HttpContext context, string id, string note, ResolveNote resolve)
    {
        var outcome = await resolve.RunAsync(id, note, context.Actor(), context.RequestAborted);
        return outcome.IsDone ? DeskAnswer.Json(Shown(outcome.Value)) : DeskAnswer.Refused(context, outcome.Refusal);
    }

    private static object Shown(ArticleNote note) =>
        new { note.Id, note.Block, note.Text, Author = new WritingQueries.Somebody(note.AuthorId, note.Author), At = note.WrittenAt, note.ResolvedAt };

    // What cannot be understood says nothing, and saying nothing is refused.
    private static async Task<Sent> SentAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<Sent>(context.Request.Body, CanonicalJson.Options, context.RequestAborted) ?? new Sent(null, null, null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new Sent(null, null, null);
        }
    }
}
