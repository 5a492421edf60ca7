using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Backup.Sealing;

/// <summary>
/// The recovery key at the desk: shown once, kept once three of its words were typed back. Between the two its private half is nowhere
/// but on the person's paper; the form carries the public line and, sealed, the words that are asked for.
/// </summary>
public sealed class OfferRecoveryKey(IDbContextFactory<NewsroomDb> dbs, KeptRecoveryKey kept, Secrets secrets, AuditLog audit)
{
    private const int Asked = 3;

    /// <param name="Line">The public half.</param>
    /// <param name="Words">The private half, to be written down.</param>
    /// <param name="Places">Which words are asked for, counted from 1.</param>
    /// <param name="Proof">Goes with the answer.</param>
    public sealed record Offer(string Line, IReadOnlyList<string> Words, IReadOnlyList<int> Places, string Proof);

    public Offer Make()
    {
        var (line, words) = RecoveryKey.Make();
        var places = Ids.NewSecret(words.Count).Select((random, place) => (random, place)).OrderBy(p => p.random).Take(Asked).Select(p => p.place + 1).Order().ToList();
        return new Offer(line, words, places, secrets.Seal(Purpose(line), string.Join(' ', places.Select(place => words[place - 1]))));
    }

    public async Task<Outcome<bool>> KeepAsync(string line, string proof, IReadOnlyList<string> answers, Actor who, CancellationToken cancel)
    {
        if (!who.May(Right.ManageKeys))
        {
            return new Refusal("right", "Only owners decide about keys.");
        }
        if (RecoveryKey.Read(line) is null || secrets.Open(Purpose(line), proof) is not { } words || words != string.Join(' ', answers.Select(a => a.Trim().ToLowerInvariant())))
        {
            return new Refusal("recovery_word", "One of these is not the word on your list. No key was made; begin again when you have written the words down.");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        await audit.AddAsync(db, who, "recovery key", "backup/key", line, cancel);
        await db.SaveChangesAsync(cancel);
        kept.Keep(line);
        await writing.CommitAsync(cancel);
        return true;
    }

    private static string Purpose(string line) => "recovery/" + line;
}
