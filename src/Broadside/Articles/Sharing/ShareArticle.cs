using Broadside.Articles.Publishing;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff.Signing;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Articles.Sharing;

/// <summary>Makes a link by which somebody outside reads an article that is not published, until an hour.</summary>
public sealed class ShareArticle(IDbContextFactory<NewsroomDb> dbs, BaseAddress address, Ids ids, AuditLog audit, TimeProvider time)
{
    /// <summary>Where the links answer.</summary>
    public const string Root = "/shared/";

    /// <summary>How many days a link may live.</summary>
    public static readonly IReadOnlyList<int> Days = [1, 3, 7, 30];

    private const int LongestName = 100;
    private const int MostOfOne = 50;

    /// <param name="Link">Where it leads; shown once and never again.</param>
    public sealed record Made(ShareLink Share, string Link);

    public async Task<Outcome<Made>> RunAsync(string id, string? name, int days, Actor who, CancellationToken cancel)
    {
        if (!Days.Contains(days))
        {
            return new Refusal("share_days", "Choose for how many days.", "Days");
        }
        if (name?.Length > LongestName)
        {
            return new Refusal("share_name", $"Say it in {LongestName} characters.", "Name");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (!await db.Set<Article>().AnyAsync(a => a.Id == id, cancel))
        {
            return new Refusal("unknown", "There is no such article.");
        }
        if (await Way.WhyNotAsync(db, id, Right.Translate, who, cancel) is { } why)
        {
            return why;
        }
        var now = time.GetUtcNow();
        if (await db.Set<ShareLink>().CountAsync(s => s.ArticleId == id && s.EndsAt > now, cancel) >= MostOfOne)
        {
            return new Refusal("share_many", "There are many links to it already. End some of them first.");
        }
        var token = Token.New();
        var share = new ShareLink { Id = ids.New(), ArticleId = id, TokenHash = Token.Hash(token), Name = name?.Trim() ?? "", MadeBy = who.Name, MadeAt = now, EndsAt = now.AddDays(days) };
        db.Add(share);
        await audit.AddAsync(db, who, "share", Article.Subject(id), $"until {share.EndsAt:yyyy-MM-dd HH:mm} UTC", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return new Made(share, address.Absolute(Root + token));
    }
}
