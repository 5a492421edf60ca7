using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Suggesting;

/// <summary>A person takes a suggestion into the record, with changes or without, or says no for good.</summary>
public sealed class DecideSuggestion(IDbContextFactory<NewsroomDb> dbs, StageClaim claims, StageActor actors, SameEvent same, AuditLog audit, TimeProvider time)
{
    private static readonly Refusal Gone = new("anchor", "The words have changed since. It will be suggested anew.", "anchor");

    /// <param name="id">Of the suggestion.</param>
    /// <param name="payload">The fields as the person changed them; null: as suggested.</param>
    /// <param name="msToDecide">How long the card was looked at; null: not known.</param>
    /// <param name="who">May write the article.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The suggestion; its <see cref="SuggestionRow.Claim"/> is what was made.</returns>
    public Task<Outcome<SuggestionRow>> AcceptAsync(string id, string? payload, int? msToDecide, Actor who, CancellationToken cancel) =>
        RunAsync(id, payload is null ? SuggestionState.Accepted : SuggestionState.Edited, msToDecide, who, (db, row) => MakeAsync(db, row, payload, who, cancel), cancel);

    /// <summary>It does not come back in this article.</summary>
    public Task<Outcome<SuggestionRow>> RejectAsync(string id, int? msToDecide, Actor who, CancellationToken cancel) =>
        RunAsync(id, SuggestionState.Rejected, msToDecide, who, (_, _) => Task.FromResult<(string?, Refusal?)>((null, null)), cancel);

    private async Task<Outcome<SuggestionRow>> RunAsync(string id, SuggestionState state, int? msToDecide, Actor who, Func<NewsroomDb, SuggestionRow, Task<(string? Claim, Refusal?)>> make, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (await db.Set<SuggestionRow>().FindAsync([id], cancel) is not { } row)
        {
            return new Refusal("unknown", "There is no such suggestion.");
        }
        if (row.State != SuggestionState.Open)
        {
            return new Refusal("decided", "It is decided already, or its words are gone.");
        }
        if (await StageClaim.WhyNotAsync(db, row.Article, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var (claim, why) = await make(db, row);
        if (why is not null)
        {
            return why;
        }
        (row.State, row.Claim, row.DecidedBy, row.DecidedAt, row.MsToDecide) = (state, claim, who.Id, time.GetUtcNow(), msToDecide);
        await audit.AddAsync(db, who, state == SuggestionState.Rejected ? "reject suggestion" : "accept suggestion", "suggestion/" + id, row.Exact, cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return row;
    }

    private async Task<(string? Claim, Refusal?)> MakeAsync(NewsroomDb db, SuggestionRow row, string? changed, Actor who, CancellationToken cancel)
    {
        var payload = changed ?? row.Payload;
        try
        {
            return row.Kind switch
            {
                SuggestionKind.Actor => await actors.RunAsync(db, null, Read<ActorFields>(payload), who, cancel) is var actor && actor.IsDone ? (actor.Value.Id, null) : (null, actor.Refusal),
                SuggestionKind.Event => await AnchorAsync(db, row, ClaimKind.Event, await EventAsync(db, row.Article, Read<EventFields>(payload), changed is null, who, cancel), e => e.Id, who, cancel),
                SuggestionKind.Quote => await AnchorAsync(db, row, ClaimKind.Quote, await claims.QuoteAsync(db, null, Read<QuoteFields>(payload), await LanguageAsync(db, row, cancel), who, cancel), q => q.Id, who, cancel),
                SuggestionKind.Source => await AnchorAsync(db, row, ClaimKind.Source, await claims.SourceAsync(db, null, Read<SourceFields>(payload), who, cancel), s => s.Id, who, cancel),
                _ => await AnchorAsync(db, row, ClaimKind.Role, await claims.RoleAsync(db, null, Read<RoleFields>(payload), who, cancel), r => r.Id, who, cancel),
            };
        }
        catch (JsonException)
        {
            return (null, new Refusal("payload", "What was sent cannot be read.", "payload"));
        }
    }

    // What the record has already is told once more. Whoever changed the suggestion means an event of its own.
    private async Task<Outcome<EventRow>> EventAsync(NewsroomDb db, string article, EventFields fields, bool maybeTold, Actor who, CancellationToken cancel) =>
        maybeTold && await same.AmongAsync(db, article, [fields], cancel) is [{ } told] ? told : await claims.EventAsync(db, null, fields, who, cancel);

    private async Task<(string? Claim, Refusal?)> AnchorAsync<T>(NewsroomDb db, SuggestionRow row, ClaimKind kind, Outcome<T> made, Func<T, string> id, Actor who, CancellationToken cancel)
    {
        if (!made.IsDone)
        {
            return (null, made.Refusal);
        }
        // Other places whose words have changed since are passed over; its own must stand.
        var also = await claims.StandingAsync(db, Read<List<AnchorPick>>(row.AlsoIn), cancel);
        var anchors = await claims.AnchorsAsync(db, kind, id(made.Value), [new AnchorPick(row.Article, row.Block, row.StartAt, row.EndAt, row.Exact), .. also], who, cancel);
        return anchors.IsDone ? (id(made.Value), null) : (null, anchors.Refusal.Code == "anchor" ? Gone : anchors.Refusal);
    }

    private static async Task<string> LanguageAsync(NewsroomDb db, SuggestionRow row, CancellationToken cancel) =>
        (await db.Set<Articles.Article>().FindAsync([row.Article], cancel))?.Language ?? "en";

    private static T Read<T>(string payload) => JsonSerializer.Deserialize<T>(payload, CanonicalJson.Options) ?? throw new JsonException();
}
