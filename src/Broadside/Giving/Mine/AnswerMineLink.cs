using System.Text.Json;
using Broadside.Giving.Gifts;
using Broadside.Giving.Letters;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mail.Letters;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Mine;

/// <summary>The job behind "send me the link": writes to donors, three times an hour at most; to nobody else.</summary>
public sealed class AnswerMineLink(IDbContextFactory<NewsroomDb> dbs, OutboundSwitch outbound, MineLinks links, GiftLetters letters, PostLetter post, TimeProvider time) : IJob
{
    public const string JobKind = "gift page link";

    private const int MostAnHour = 3;

    public string Kind => JobKind;

    public async Task RunAsync(string payload, CancellationToken cancel)
    {
        var key = JsonSerializer.Deserialize<AskedLink>(payload, CanonicalJson.Options)!.Key;
        if (!await outbound.MayAsync(cancel))
        {
            return;
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        var hour = time.GetUtcNow().AddHours(-1);
        if (await db.Set<DonorDetails>().AsNoTracking().SingleOrDefaultAsync(d => d.EmailKey == key, cancel) is not { } donor
            || await db.Set<Letter>().CountAsync(l => l.Recipient == donor.Email && l.Kind == "mine" && l.CreatedAt > hour, cancel) >= MostAnHour)
        {
            return;
        }
        await post.RunAsync(db, letters.Enter(new Addressee(donor.Email, donor.Language, donor.Donor), links.Add(db, donor.Donor, MineLinkKind.Letter)), cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
    }
}
