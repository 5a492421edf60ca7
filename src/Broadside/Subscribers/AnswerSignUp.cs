using System.Text.Json;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Subscribers;

/// <summary>
/// The job behind a sign-up: whoever is new or not on the list gets the mail that asks to confirm, whoever is on it one that
/// says so; nobody more than one a day, whoever types their address how often.
/// </summary>
public sealed class AnswerSignUp(IDbContextFactory<NewsroomDb> dbs, SubscriberLetters letters, Choices choices, TimeProvider time) : IJob
{
    public const string JobKind = "subscribe";

    private static readonly TimeSpan OnceADay = TimeSpan.FromDays(1);

    // Whose mail came back or who complained is asked again, because they may have signed up themselves; but hardly ever.
    private static readonly TimeSpan OnceAMonth = TimeSpan.FromDays(30);

    public string Kind => JobKind;

    public Task RunAsync(string payload, CancellationToken cancel) => AnswerAsync(JsonSerializer.Deserialize<SignUp>(payload, CanonicalJson.Options)!, cancel);

    /// <returns>The subscriber as they stand now; null where the address is none.</returns>
    internal async Task<Subscriber?> AnswerAsync(SignUp wish, CancellationToken cancel)
    {
        if (SubscriberAddress.From(wish.Address) is not { } address)
        {
            return null;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var now = time.GetUtcNow();
        if (await db.Set<Subscriber>().SingleOrDefaultAsync(s => s.AddressKey == address.Key, cancel) is not { } known)
        {
            known = Make(address, wish, now);
            db.Add(known);
            // The mail carries its number.
            await db.SaveChangesAsync(cancel);
            await letters.AskAsync(db, known, cancel);
        }
        else if (known.IsOnList)
        {
            await TellAsync(db, known, now, cancel);
        }
        else if (known.AskedAt is null || now - known.AskedAt >= (known.State is SubscriberState.Bounced or SubscriberState.Complained ? OnceAMonth : OnceADay))
        {
            Take(known, wish);
            (known.State, known.AskedAt, known.ChangedAt) = (SubscriberState.Asked, now, now);
            await letters.AskAsync(db, known, cancel);
        }
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return known;
    }

    internal Subscriber Make(SubscriberAddress address, SignUp wish, DateTimeOffset now)
    {
        var made = new Subscriber
        {
            Address = address.Text,
            AddressKey = address.Key,
            State = SubscriberState.Asked,
            Language = choices.Language(wish.Language),
            Zone = choices.Zone(wish.Zone),
            Source = wish.Source,
            ConsentSource = wish.Source,
            AskedAt = now,
            CreatedAt = now,
            ChangedAt = now,
        };
        Take(made, wish);
        return made;
    }

    private void Take(Subscriber subscriber, SignUp wish)
    {
        subscriber.Cadence = Enum.IsDefined(wish.Cadence) ? wish.Cadence : Cadence.Daily;
        subscriber.Topics = Subscriber.TopicsOf(wish.Topics);
        subscriber.Language = choices.Language(wish.Language);
        subscriber.Zone = choices.Zone(wish.Zone);
        subscriber.Hour = Choices.Hour(wish.Hour);
        subscriber.ConsentText = wish.ConsentText;
        subscriber.ConsentSource = wish.Source;
    }

    private async Task TellAsync(NewsroomDb db, Subscriber known, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - OnceADay;
        if (!await db.Set<Letter>().AnyAsync(l => l.Recipient == known.Address && l.Kind == SubscriberLetters.Known && l.CreatedAt > since, cancel))
        {
            await letters.TellKnownAsync(db, known, cancel);
        }
    }
}
