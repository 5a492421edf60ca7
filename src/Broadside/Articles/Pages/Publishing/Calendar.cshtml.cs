using System.Globalization;
using Broadside.Articles.Calendar;
using Broadside.Guard;
using Broadside.Staff;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>The newsroom's week: what goes out, what is planned, what went out.</summary>
[Needs(Right.Translate)]
public sealed class Calendar(CalendarQueries calendar, MoveArticle move, StaffQueries staff, DeskAssets assets, IOutlet outlet, TimeProvider time) : DeskPage
{
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public DateOnly Monday { get; private set; }

    public IReadOnlyList<CalendarQueries.Item> Items { get; private set; } = [];

    /// <summary>Any day of the week to show.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Week { get; set; }

    public string Style => assets.Address("publishing.css");

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), outlet.Zone).DateTime);

    public bool IsThisWeek => Monday == CalendarQueries.Monday(Today);

    public Task OnGetAsync(CancellationToken cancel) => LoadAsync(cancel);

    public Task OnPostAsync(CancellationToken cancel) => LoadAsync(cancel);

    public async Task<IActionResult> OnPostMoveAsync(string? id, string? day, CancellationToken cancel)
    {
        var outcome = await move.RunAsync(id ?? "", day, HttpContext.Actor(), cancel);
        if (outcome.IsDone)
        {
            return Done("/desk/calendar?week=" + day, "moved");
        }
        await LoadAsync(cancel);
        return Refused(outcome.Refusal with { Field = null });
    }

    public string WeekAddress(int days) => "/desk/calendar?week=" + Monday.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Say(DateOnly day) => DeskWords.Of(HttpContext).Date(day);

    public string TitleOf(Article article) => article.Title.Length > 0 ? article.Title : DeskWords.Of(HttpContext).Text("list.untitled");

    public string NameOf(string id) => names.GetValueOrDefault(id, "");

    private async Task LoadAsync(CancellationToken cancel)
    {
        var asked = DateOnly.TryParseExact(Week, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 9000 ? day : Today;
        Monday = CalendarQueries.Monday(asked);
        Items = await calendar.WeekAsync(Monday, cancel);
        names = await staff.NamesAsync(cancel);
    }
}
