using Broadside.Jobs;
using Broadside.Storage;

namespace Broadside.Mail.Letters;

/// <summary>Puts a message to one person into the transaction that causes it; it is sent once that is committed.</summary>
public sealed class PostLetter(ComposeLetter compose, JobQueue queue, TimeProvider time)
{
    /// <returns>The letter; its number is known once the caller has saved.</returns>
    public async Task<Letter> RunAsync(NewsroomDb db, NewLetter letter, CancellationToken cancel) => (await RunAsync(db, [letter], cancel))[0];

    /// <summary>Several at once, as after an import: one job sends them.</summary>
    public async Task<IReadOnlyList<Letter>> RunAsync(NewsroomDb db, IReadOnlyList<NewLetter> letters, CancellationToken cancel)
    {
        var rows = letters.Select(Row).ToList();
        db.AddRange(rows);
        await queue.AddAsync(db, SendLetters.JobKind, new { }, cancel, priority: 3);
        return rows;
    }

    private Letter Row(NewLetter letter)
    {
        var (message, id) = compose.Run(letter);
        return new Letter
        {
            Kind = letter.Kind,
            Recipient = letter.To,
            Subject = letter.Subject,
            Message = message,
            MessageId = id,
            Doubt = letter.Doubt,
            CreatedAt = time.GetUtcNow(),
        };
    }
}
