using System.Text.Json;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Claims;
using Broadside.Record.Suggesting;

namespace Broadside.Record.Pages;

/// <summary>
/// Takes the decisions of the review page: one press may be about several suggestions. Whoever is named by what is accepted,
/// and is suggested as new in the same article, comes into the directory with it.
/// </summary>
public sealed class DecideCards(RecordOfArticle records, DecideSuggestion decide, MergeEvents merge, KeepSuggestions suggest, ReadClaimForm read, KeepClaim keep)
{
    private static readonly Refusal Unknown = new("unknown", "There is no such suggestion.");

    /// <returns>How many suggestions were decided.</returns>
    public async Task<Outcome<int>> AcceptAsync(string article, IReadOnlyList<string> ids, int? ms, Actor who, CancellationToken cancel)
    {
        if (await OpenAsync(article, ids, cancel) is not { } open)
        {
            return Unknown;
        }
        if (await PeopleAsync(open.Record, open.Card, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var outcome = await decide.AcceptAsync(open.Card.Ids[0], null, ms, who, cancel);
        return outcome.IsDone ? open.Card.Ids.Count : outcome.Refusal;
    }

    public async Task<Outcome<int>> RejectAsync(string article, IReadOnlyList<string> ids, int? ms, Actor who, CancellationToken cancel)
    {
        if (await OpenAsync(article, ids, cancel) is not { } open)
        {
            return Unknown;
        }
        foreach (var id in open.Card.Ids)
        {
            var outcome = await decide.RejectAsync(id, ms, who, cancel);
            if (!outcome.IsDone)
            {
                return outcome.Refusal;
            }
        }
        return open.Card.Ids.Count;
    }

    /// <summary>It is an event that the record has: its words become another place that says so.</summary>
    public async Task<Outcome<int>> MergeAsync(string article, IReadOnlyList<string> ids, string into, int? ms, Actor who, CancellationToken cancel)
    {
        if (await OpenAsync(article, ids, cancel) is not { Card.Kind: SuggestionKind.Event } open || open.Record.Scope.Events.All(e => e.Key != into))
        {
            return new Refusal("unknown", "Choose an event of this article or of its dossiers.");
        }
        var accepted = await decide.AcceptAsync(open.Card.Ids[0], null, ms, who, cancel);
        if (!accepted.IsDone)
        {
            return accepted.Refusal;
        }
        var merged = await merge.RunAsync(into, accepted.Value.Claim!, who, cancel);
        return merged.IsDone ? 1 : merged.Refusal;
    }

    public async Task<Outcome<int>> EditAsync(string article, IReadOnlyList<string> ids, ClaimForm form, int? ms, Actor who, CancellationToken cancel)
    {
        if (await OpenAsync(article, ids, cancel) is not { } open)
        {
            return Unknown;
        }
        // Names that stayed as they were suggested are people who may be suggested too.
        if (await PeopleAsync(open.Record, open.Card, who, cancel) is { } refusal)
        {
            return refusal;
        }
        var payload = await PayloadAsync(open.Card, form, await keep.WrittenAsync(article, cancel), who, cancel);
        if (!payload.IsDone)
        {
            return payload.Refusal;
        }
        var outcome = await decide.AcceptAsync(open.Card.Ids[0], payload.Value, ms, who, cancel);
        return outcome.IsDone ? open.Card.Ids.Count : ReadClaimForm.AtControl(outcome.Refusal, open.Card.Claim);
    }

    /// <summary>All open quotes whose speaker the directory knows.</summary>
    public async Task<Outcome<int>> AcceptKnownAsync(string article, Actor who, CancellationToken cancel)
    {
        var known = (await records.ReadAsync(article, cancel))?.KnownQuotes ?? [];
        var count = 0;
        foreach (var id in known)
        {
            var outcome = await decide.AcceptAsync(id, null, null, who, cancel);
            if (!outcome.IsDone)
            {
                return outcome.Refusal;
            }
            count++;
        }
        return count;
    }

    /// <summary>Has the text read again where it has changed.</summary>
    public Task<Outcome<int>> ReadAgainAsync(string article, CancellationToken cancel) => suggest.RunAsync(article, cancel);

    private async Task<(ArticleRecord Record, RecordCard Card)?> OpenAsync(string article, IReadOnlyList<string> ids, CancellationToken cancel) =>
        await records.ReadAsync(article, cancel) is { } record && record.Cards.Concat(record.Coming).FirstOrDefault(c => c.IsOpen && c.Ids.Intersect(ids).Any()) is { } card ? (record, card) : null;

    private async Task<Refusal?> PeopleAsync(ArticleRecord record, RecordCard card, Actor who, CancellationToken cancel)
    {
        var named = (card.Event is { } e ? e.Actors.Concat(e.Recipients).Append(e.AllegedBy) : []).Append(card.Quote?.Speaker).Append(card.Role?.Actor).OfType<string>();
        var names = named.Where(n => !record.Scope.Knows(n)).Select(n => ActorAlias.Fold(record.Scope.NameOf(n))).ToHashSet(StringComparer.Ordinal);
        foreach (var person in record.Cards.Concat(record.Coming).Where(c => c.IsOpen && c.Actor is { } a && a.Aliases.Prepend(a.Name).Any(n => names.Contains(ActorAlias.Fold(n)))).ToList())
        {
            var outcome = await decide.AcceptAsync(person.Ids[0], null, null, who, cancel);
            if (!outcome.IsDone)
            {
                return outcome.Refusal;
            }
        }
        return null;
    }

    private async Task<Outcome<string>> PayloadAsync(RecordCard card, ClaimForm form, DateOnly? written, Actor who, CancellationToken cancel)
    {
        switch (card.Kind)
        {
            case SuggestionKind.Event:
                var e = await read.EventAsync(form, card.Event, written, who, cancel);
                return e.IsDone ? JsonSerializer.Serialize(e.Value, CanonicalJson.Options) : e.Refusal;
            case SuggestionKind.Quote:
                var q = await read.QuoteAsync(form, card.Quote, written, who, cancel);
                return q.IsDone ? JsonSerializer.Serialize(q.Value, CanonicalJson.Options) : q.Refusal;
            case SuggestionKind.Source:
                var s = ReadClaimForm.Source(form, card.Source, written);
                return s.IsDone ? JsonSerializer.Serialize(s.Value, CanonicalJson.Options) : s.Refusal;
            case SuggestionKind.Role:
                var r = await read.RoleAsync(form, written, who, cancel);
                return r.IsDone ? JsonSerializer.Serialize(r.Value, CanonicalJson.Options) : r.Refusal;
            default:
                return JsonSerializer.Serialize(ReadClaimForm.Actor(form), CanonicalJson.Options);
        }
    }
}
