using Broadside.Guard;
using Broadside.Kit;
using Broadside.Storage;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Giving.Gifts;

/// <summary>Makes or changes a campaign. Its currency stays once it is made: what was raised is counted in it.</summary>
public sealed class KeepCampaign(IDbContextFactory<NewsroomDb> dbs, AuditLog audit)
{
    private const int LongestTitle = 120;

    /// <param name="Title">As donors read it.</param>
    /// <param name="Fund">What it is for.</param>
    /// <param name="Goal">And its currency.</param>
    /// <param name="Offline">Raised outside these books and counted towards the goal.</param>
    /// <param name="OfflineNote">What that was; wanted where there is any.</param>
    public sealed record Form(string Title, string Fund, Money Goal, DateTimeOffset StartsAt, DateTimeOffset? EndsAt, Money Offline, string? OfflineNote);

    /// <param name="id">Null: a new one.</param>
    /// <param name="form">What it says.</param>
    /// <param name="who">Who says so.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Outcome<Campaign>> RunAsync(string? id, Form form, Actor who, CancellationToken cancel)
    {
        var title = form.Title.Trim();
        if (title.Length is 0 or > LongestTitle || Slug.From(title).Length == 0)
        {
            return new Refusal("campaign_title", "Give it a title of at most 120 characters.", "title");
        }
        if (form.Goal.Minor <= 0)
        {
            return new Refusal("campaign_goal", "Write what you want to raise, as 10000.", "goal");
        }
        if (form.EndsAt <= form.StartsAt)
        {
            return new Refusal("campaign_end", "It must end after it begins.", "ends");
        }
        if (form.Offline.Minor < 0 || form.Offline.Currency != form.Goal.Currency || (form.Offline.Minor > 0 && string.IsNullOrWhiteSpace(form.OfflineNote)))
        {
            return new Refusal("campaign_offline", "Say what the amount from elsewhere is, as “collection box, market day”.", "offlinenote");
        }
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var writing = await db.BeginWritingAsync(cancel);
        if (!await db.Set<Fund>().AnyAsync(f => f.Id == form.Fund, cancel))
        {
            return new Refusal("no_fund", "There is no such fund. Say first under payment details who receives gifts: that makes the general one.", "fund");
        }
        var campaign = id is null ? null : await db.Set<Campaign>().SingleOrDefaultAsync(c => c.Id == id, cancel);
        if (id is not null && (campaign is null || campaign.Currency != form.Goal.Currency))
        {
            return new Refusal("gone", "There is no such campaign in this currency.");
        }
        if (campaign is null)
        {
            campaign = new Campaign { Id = await FreeAsync(db, Slug.From(title), cancel), Title = title, Fund = form.Fund, Currency = form.Goal.Currency };
            db.Add(campaign);
        }
        (campaign.Title, campaign.Fund, campaign.Goal, campaign.StartsAt, campaign.EndsAt) = (title, form.Fund, form.Goal.Minor, form.StartsAt, form.EndsAt);
        (campaign.Offline, campaign.OfflineNote) = (form.Offline.Minor, string.IsNullOrWhiteSpace(form.OfflineNote) ? null : form.OfflineNote.Trim());
        await audit.AddAsync(db, who, id is null ? "make campaign" : "change campaign", $"campaign/{campaign.Id}", $"{title}: {form.Goal}, {form.Offline} from elsewhere", cancel);
        await db.SaveChangesAsync(cancel);
        await writing.CommitAsync(cancel);
        return campaign;
    }

    private static async Task<string> FreeAsync(NewsroomDb db, string slug, CancellationToken cancel)
    {
        for (var (id, number) = (slug, 2); ; id = $"{slug}-{number++}")
        {
            if (!await db.Set<Campaign>().AnyAsync(c => c.Id == id, cancel))
            {
                return id;
            }
        }
    }
}
