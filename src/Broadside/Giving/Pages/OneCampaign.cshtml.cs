using System.Globalization;
using Broadside.Giving.Gifts;
using Broadside.Giving.Ledger;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Giving.Pages;

/// <summary>One campaign, made and changed; what it had raised at the end of each day.</summary>
[Needs(Right.SeeMoney)]
public sealed class OneCampaign(TreasuryQueries treasury, RaisedQueries raised, KeepCampaign keep, GivingSettings settings, IOutlet outlet, TimeProvider time) : MoneyPage
{
    private const string New = "new";

    /// <summary>What was typed.</summary>
    public sealed record Fields(string? Title, string? Fund, string? Goal, string? Currency, string? Starts, string? Ends, string? Offline, string? OfflineNote);

    [FromRoute(Name = "id")]
    public string Id { get; set; } = "";

    public bool IsNew => Id == New;

    public Campaign? Campaign { get; private set; }

    public Fields Form { get; private set; } = new(null, null, null, null, null, null, null, null);

    public long Raised => (Days.Count > 0 ? Days[^1].Total : 0) + (Campaign?.Offline ?? 0);

    public IReadOnlyList<MoneyPlot.Day> Days { get; private set; } = [];

    public MoneyPlot? Plot { get; private set; }

    public IReadOnlyList<KeyValuePair<string, string>> Funds { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await ShowAsync(cancel);
        Form = Campaign is { } c
            ? new Fields(c.Title, c.Fund, Text(c.Goal, c.Currency), c.Currency, Day(c.StartsAt), c.EndsAt is { } end ? Day(end.AddTicks(-1)) : null, c.Offline > 0 ? Text(c.Offline, c.Currency) : null, c.OfflineNote)
            : new Fields(null, null, null, settings.Currency, Day(time.GetUtcNow()), null, null, null);
        Response.StatusCode = Campaign is null && !IsNew ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    public async Task<IActionResult> OnPostAsync([FromForm] Fields form, CancellationToken cancel)
    {
        await ShowAsync(cancel);
        Form = form;
        var currency = Campaign?.Currency ?? (form.Currency ?? "").Trim().ToUpperInvariant();
        if (Begin(form.Starts) is not { } starts || (!string.IsNullOrWhiteSpace(form.Ends) && Begin(form.Ends) is null))
        {
            return Refused(new Refusal("campaign_days", "Write the first day, and the last one if there is one.", "starts"));
        }
        if (!Currencies.Has(currency))
        {
            return Refused(new Refusal("currency", "Name at least one currency by its three letters, as EUR.", "currency"));
        }
        var offline = string.IsNullOrWhiteSpace(form.Offline) ? new Money(0, currency) : Read(form.Offline, currency) ?? new Money(-1, currency);
        var fields = new KeepCampaign.Form(form.Title ?? "", form.Fund ?? "", Read(form.Goal, currency) ?? new Money(0, currency), starts, Begin(form.Ends, 1), offline, form.OfflineNote);
        var kept = await keep.RunAsync(IsNew ? null : Id, fields, HttpContext.Actor(), cancel);
        return kept.IsDone ? Done("/desk/giving/campaigns/" + kept.Value.Id, "campaign_kept") : Refused(kept.Refusal);
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        Funds = [.. (await treasury.FundsAsync(cancel)).Select(f => KeyValuePair.Create(f.Id, f.Name))];
        Campaign = (await treasury.CampaignsAsync(cancel)).FirstOrDefault(c => c.Id == Id);
        if (Campaign is { } campaign)
        {
            Days = MoneyPlot.Fill(await raised.ByDayAsync(campaign.Id, campaign.Currency, cancel), Words);
            Plot = MoneyPlot.Of(Days, campaign.Currency, Words);
        }
    }

    // A campaign runs from the first moment of its first day to the last one of its last, where the outlet is.
    private DateTimeOffset? Begin(string? text, int days = 0)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 2000 or > 2200)
        {
            return null;
        }
        var local = day.AddDays(days).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, outlet.Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private string Day(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, outlet.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(long minor, string currency) => new Money(minor, currency).ToText();
}
