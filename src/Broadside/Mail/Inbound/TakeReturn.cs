using System.Globalization;
using System.Security.Cryptography;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Mail.Inbound;

/// <summary>
/// Takes one message that came back, whichever way it came: understood, kept once, told to the modules above in the same
/// transaction. Only a token that was made here counts; what bears a forged one is counted and changes nothing.
/// </summary>
public sealed class TakeReturn(IDbContextFactory<NewsroomDb> dbs, MailToken tokens, JobQueue queue, IEngine engine, TimeProvider time)
{
    /// <summary>The largest message that is taken, in bytes: a digest comes back whole, in the wrappings of several servers.</summary>
    public const int Largest = 2 << 20;

    /// <param name="message">Header and body.</param>
    /// <param name="to">The address that the envelope named, where the way in knows it.</param>
    /// <param name="cancel">Ends it.</param>
    public Task<TakenReturn> RunAsync(byte[] message, string? to, CancellationToken cancel) =>
        RunAsync(ReadReturn.Run(message, to), Convert.ToHexStringLower(SHA256.HashData(message)), cancel);

    /// <param name="read">What it says.</param>
    /// <param name="hash">What makes it the same message when it comes again.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<TakenReturn> RunAsync(ReturnedMail read, string hash, CancellationToken cancel)
    {
        var words = FarWords.WithoutPeople(read.Words);
        var token = read.Tokens.FirstOrDefault(t => !Defence.IsOn("return-token") || (tokens.TryOpen(t, out var use, out _, out _) && IsReturned(use, read.Kind)));
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (token is null || read.Kind is not { } kind)
        {
            var outcome = token is not null ? ReturnOutcome.Unclear : read.Tokens.Count > 0 ? ReturnOutcome.Forged : ReturnOutcome.Stranger;
            await CountAsync(db, outcome, cancel);
            return new TakenReturn(outcome, read.Kind, read.Status, words);
        }
        var known = new TakenReturn(ReturnOutcome.Known, kind, read.Status, words);
        if (await db.Set<KeptReturn>().AnyAsync(r => r.Hash == hash, cancel))
        {
            return known;
        }
        db.Add(new KeptReturn { Hash = hash, Token = token, Kind = kind, Status = read.Status, Words = words, ReceivedAt = time.GetUtcNow() });
        await queue.TellAsync(db, new MailCameBack(token, kind, read.Status, words, hash), cancel);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (engine.IsDuplicate(e))
        {
            // It came by two ways in the same moment.
            return known;
        }
        return known with { Outcome = ReturnOutcome.Heard };
    }

    // A token of a page's link proves no delivery, but who has it may leave by it.
    private static bool IsReturned(MailTokenUse use, MailReturn? kind) =>
        use is MailTokenUse.Digest or MailTokenUse.Letter || (use is MailTokenUse.Preferences or MailTokenUse.Test && kind == MailReturn.Left);

    private async Task CountAsync(NewsroomDb db, ReturnOutcome outcome, CancellationToken cancel)
    {
        var day = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var why = outcome.ToString().ToLowerInvariant();
        await db.Database.ExecuteSqlAsync($"INSERT INTO mail_strays (day, why, count) VALUES ({day}, {why}, 1) ON CONFLICT (day, why) DO UPDATE SET count = mail_strays.count + 1", cancel);
    }
}
