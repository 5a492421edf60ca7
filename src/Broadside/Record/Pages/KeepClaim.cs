using Broadside.Articles;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Record.Actors;
using Broadside.Record.Anchoring;
using Broadside.Record.Claims;
using Broadside.Record.Suggesting;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Record.Pages;

/// <summary>Keeps what somebody typed into a form of the record: a new claim from words of an article, or a claim as it is to be.</summary>
public sealed class KeepClaim(IDbContextFactory<NewsroomDb> dbs, ArticleTexts texts, ReadClaimForm read, AddEvent addEvent, AddQuote addQuote, AddSource addSource, AddRole addRole, AddActor addActor, ChangeEvent changeEvent, ChangeQuote changeQuote, ChangeSource changeSource, ChangeRole changeRole)
{
    /// <summary>The words in the paragraph: where the script found them, or where they stand first, whatever kind of marks were typed. Null where they do not.</summary>
    public async Task<AnchorPick?> PickAsync(string article, string? block, string? words, int? start, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var typed = words?.Trim() ?? "";
        if (typed.Length == 0 || await texts.NewestAsync(db, article, cancel) is not { } content || BlockText.Of(content).FirstOrDefault(b => b.Id == block) is not { } found)
        {
            return null;
        }
        if (start is { } at && at >= 0 && at + typed.Length <= found.Text.Length && string.CompareOrdinal(found.Text, at, typed, 0, typed.Length) == 0)
        {
            return new AnchorPick(article, found.Id, at, at + typed.Length, typed);
        }
        var (text, wanted) = (new FoldedText(found.Text), new FoldedText(typed).Text);
        var place = wanted.Length == 0 ? -1 : text.Text.IndexOf(wanted, StringComparison.Ordinal);
        place = place < 0 && wanted.Length > 0 ? text.Text.IndexOf(wanted, StringComparison.OrdinalIgnoreCase) : place;
        return place < 0 ? null : new AnchorPick(article, found.Id, text.Start(place), text.End(place + wanted.Length));
    }

    /// <summary>The day of the text, from which a date without a year counts.</summary>
    public async Task<DateOnly?> WrittenAsync(string? article, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == article, cancel) is { } found ? texts.DayOf(found.PublishedAt ?? found.UpdatedAt) : null;
    }

    /// <returns>The id of what was made.</returns>
    public async Task<Outcome<string>> NewAsync(string article, SuggestionKind kind, AnchorPick? pick, ClaimForm form, Actor who, CancellationToken cancel)
    {
        var written = await WrittenAsync(article, cancel);
        IReadOnlyList<AnchorPick> picks = pick is null ? [] : [pick];
        if (pick is null && kind != SuggestionKind.Actor)
        {
            return new Refusal("record_words", "Those words do not stand in that paragraph. Copy them from it.", "Words");
        }
        switch (kind)
        {
            case SuggestionKind.Event:
                var e = await read.EventAsync(form, null, written, who, cancel);
                return e.IsDone ? At(await addEvent.RunAsync(e.Value, picks, who, cancel), ClaimKind.Event, r => r.Id) : e.Refusal;
            case SuggestionKind.Quote:
                var q = await read.QuoteAsync(form, null, written, who, cancel);
                return q.IsDone ? At(await addQuote.RunAsync(q.Value, picks, who, cancel), ClaimKind.Quote, r => r.Id) : q.Refusal;
            case SuggestionKind.Source:
                var s = ReadClaimForm.Source(form, null, written);
                return s.IsDone ? At(await addSource.RunAsync(s.Value, picks, who, cancel), ClaimKind.Source, r => r.Id) : s.Refusal;
            case SuggestionKind.Role:
                var r = await read.RoleAsync(form, written, who, cancel);
                return r.IsDone ? At(await addRole.RunAsync(r.Value, picks, who, cancel), ClaimKind.Role, x => x.Id) : r.Refusal;
            default:
                return At(await addActor.RunAsync(ReadClaimForm.Actor(form), who, cancel), null, x => x.Id);
        }
    }

    public async Task<Outcome<string>> ChangeAsync(ClaimKind kind, string id, int? revision, string? article, ClaimForm form, Actor who, CancellationToken cancel)
    {
        var written = await WrittenAsync(article, cancel);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        switch (kind)
        {
            case ClaimKind.Event:
                var parts = await db.Set<EventActor>().AsNoTracking().Where(p => p.Event == id).ToListAsync(cancel);
                var before = await db.Set<EventRow>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancel) is { } row ? ClaimFields.Of(row, parts) : null;
                var e = await read.EventAsync(form, before, written, who, cancel);
                return e.IsDone ? At(await changeEvent.RunAsync(id, e.Value, revision, who, cancel), kind, r => r.Id) : e.Refusal;
            case ClaimKind.Quote:
                var q = await read.QuoteAsync(form, await db.Set<QuoteRow>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancel) is { } quote ? ClaimFields.Of(quote) : null, written, who, cancel);
                return q.IsDone ? At(await changeQuote.RunAsync(id, q.Value, revision, who, cancel), kind, r => r.Id) : q.Refusal;
            case ClaimKind.Source:
                var s = ReadClaimForm.Source(form, await db.Set<SourceRow>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, cancel) is { } source ? ClaimFields.Of(source) : null, written);
                return s.IsDone ? At(await changeSource.RunAsync(id, s.Value, revision, who, cancel), kind, r => r.Id) : s.Refusal;
            default:
                var o = await read.RoleAsync(form, written, who, cancel);
                return o.IsDone ? At(await changeRole.RunAsync(id, o.Value, revision, who, cancel), kind, r => r.Id) : o.Refusal;
        }
    }

    private static Outcome<string> At<T>(Outcome<T> outcome, ClaimKind? kind, Func<T, string> id) => outcome.IsDone ? id(outcome.Value) : ReadClaimForm.AtControl(outcome.Refusal, kind);
}
