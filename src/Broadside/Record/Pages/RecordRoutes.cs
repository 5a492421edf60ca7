using System.Text.Json;
using Broadside.Articles.Writing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Suggesting;
using Broadside.Storage;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Pages;

/// <summary>What the writing page and the review page ask about the record.</summary>
internal static class RecordRoutes
{
    private const int MostFound = 12;

    private sealed record Sent
    {
        public SuggestionKind? Kind { get; init; }

        public string? Block { get; init; }

        public string? Words { get; init; }

        public int? Start { get; init; }

        public string? Who { get; init; }

        public ActorKind? NewAs { get; init; }

        public string? Text { get; init; }

        public string? When { get; init; }

        public string? Venue { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/record/actors/find", FindAsync).WithMetadata(new NeedsAttribute(Right.Write));
        routes.MapGet("/desk/articles/{id}/record/cards", CardsAsync).WithMetadata(new NeedsAttribute(Right.Translate));
        routes.MapPost("/desk/articles/{id}/record/cards", AddAsync).WithMetadata(new NeedsAttribute(Right.Write));
    }

    private static async Task<IResult> FindAsync(HttpContext context, string? q, ActorQueries actors)
    {
        var words = DeskWords.Of(context);
        var found = string.IsNullOrWhiteSpace(q) ? [] : await actors.SearchAsync(q, MostFound, context.RequestAborted);
        return DeskAnswer.Json(found.Select(a => new { a.Id, a.Name, Says = words.Text("actor_kind." + a.Kind.ToString().ToLowerInvariant()) }));
    }

    private static async Task<IResult> CardsAsync(HttpContext context, string id, IDbContextFactory<NewsroomDb> dbs, RecordOfArticle records)
    {
        await using var db = await dbs.CreateDbContextAsync(context.RequestAborted);
        if (!await db.Set<Articles.Article>().AnyAsync(a => a.Id == id, context.RequestAborted))
        {
            return DeskAnswer.Refused(context, new Refusal("unknown", "There is no such article."));
        }
        if (await Writers.WhyNotAsync(db, id, context.Actor(), context.RequestAborted) is { } refusal)
        {
            return DeskAnswer.Refused(context, refusal);
        }
        if (await records.ReadAsync(id, context.RequestAborted) is not { } record)
        {
            return DeskAnswer.Refused(context, new Refusal("unknown", "There is no such article."));
        }
        var words = DeskWords.Of(context);
        var cards = record.Cards.Where(c => c.IsClaim || c.IsOpen).Select(c => new CardView(c, record.Scope, id)).Select(v => new
        {
            v.Card.Id,
            v.Card.Block,
            Kind = v.Kind,
            // The writing page shows this much of a card, and no facts.
            Name = string.Join(" · ", v.Conflicts(words).Prepend(words.Text("card_kind." + v.Kind))),
            v.Card.IsOpen,
            Head = v.Head(words),
            Facts = v.Facts(words),
            Address = v.EditAddress,
        });
        return DeskAnswer.Json(new { record.Decided, record.Total, Cards = cards });
    }

    private static async Task<IResult> AddAsync(HttpContext context, string id, KeepClaim keep)
    {
        var sent = await SentAsync(context);
        if (sent.Kind is not { } kind)
        {
            return DeskAnswer.Refused(context, new Refusal("record_kind", "Choose what it is: a quote, an event, a person or a source.", "kind"));
        }
        var form = new ClaimForm
        {
            EventLabel = sent.Text,
            EventWhen = sent.When,
            EventWho = sent.Who,
            EventNewAs = sent.NewAs,
            QuoteSpeaker = sent.Who,
            QuoteNewAs = sent.NewAs,
            QuoteVenue = sent.Venue,
            QuoteWhen = sent.When,
            SourceTitle = sent.Text,
            SourcePublisher = sent.Who,
            SourceDate = sent.When,
            ActorName = sent.Text,
            ActorKind = sent.NewAs ?? ActorKind.Person,
            RoleActor = sent.Who,
            RoleTitle = sent.Text,
        };
        var pick = await keep.PickAsync(id, sent.Block, sent.Words, sent.Start, context.RequestAborted);
        var outcome = await keep.NewAsync(id, kind, pick, form, context.Actor(), context.RequestAborted);
        return outcome.IsDone ? DeskAnswer.Json(new { Id = outcome.Value }) : DeskAnswer.Refused(context, outcome.Refusal);
    }

    // What cannot be understood says nothing, and saying nothing is refused.
    private static async Task<Sent> SentAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<Sent>(context.Request.Body, CanonicalJson.Options, context.RequestAborted) ?? new Sent();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new Sent();
        }
    }
}
