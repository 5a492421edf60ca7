using System.Globalization;
using Broadside.Articles.Calendar;
using Broadside.Articles.Publishing;
using Broadside.Articles.Review;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Articles.Pages.Publishing;

/// <summary>The list of what an editor would want to know, and every way on: now, at an hour, to review.</summary>
[Needs(Right.Translate)]
public sealed class Publish(DeskArticleQueries articles, DeskAssets assets, Checklist checklist, ReviewQueries reviews, StaffQueries staff, LinkCheckQueries links, IOutlet outlet) : ArticlePage(articles, assets)
{
    private const string Form = "yyyy-MM-dd'T'HH:mm";

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public IReadOnlyList<ReviewStep> Steps { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> People { get; private set; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Kinds { get; private set; } = [];

    /// <summary>Addresses elsewhere that the text links to, and how far the look at them has come.</summary>
    public LinkCheckQueries.Progress Links { get; private set; } = new(0, 0, 0);

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? CorrectionText { get; set; }

    [BindProperty]
    public string? At { get; set; }

    [BindProperty]
    public string? Until { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public string Zone => outlet.Zone.Id;

    public bool MayPublish => Who.May(Right.Publish) && Found!.IsTheirs;

    public bool MayReview => Who.May(Right.Review);

    public Task<IActionResult> OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    public async Task<IActionResult> OnPostNowAsync([FromServices] PublishArticle publish, CancellationToken cancel)
    {
        (CorrectionKind, string)? correction = Enum.TryParse<CorrectionKind>(Kind, out var kind) && Enum.IsDefined(kind) ? (kind, CorrectionText ?? "") : null;
        var outcome = await publish.RunAtDeskAsync(Id, Revision, correction, Who, cancel);
        // Pressed twice, or by two people: it is out once, and both see where.
        return outcome.Refusal?.Code == "nothing_new" ? Redirect(Here("published")) : await EndAsync(outcome, Here("published"), "published", cancel);
    }

    public async Task<IActionResult> OnPostScheduleAsync([FromServices] ScheduleArticle schedule, CancellationToken cancel)
    {
        var at = WallClock.Read(At ?? "", Zone);
        return await EndAsync(at.IsDone ? await schedule.RunAsync(Id, at.Value, Zone, Who, cancel) : at.Refusal with { Field = "At" }, Here("publish"), "scheduled", cancel);
    }

    public async Task<IActionResult> OnPostUnscheduleAsync([FromServices] UnscheduleArticle unschedule, CancellationToken cancel) =>
        await EndAsync(await unschedule.RunAsync(Id, "at the desk", Who, cancel), Here("publish"), "unscheduled", cancel);

    public async Task<IActionResult> OnPostEmbargoAsync([FromServices] EmbargoArticle embargo, CancellationToken cancel)
    {
        var until = string.IsNullOrWhiteSpace(Until) ? null : (Outcome<DateTimeOffset>?)WallClock.Read(Until, Zone);
        return await EndAsync(until?.Refusal is { } wrong ? wrong with { Field = "Until" } : await embargo.RunAsync(Id, until?.Value, Who, cancel), Here("publish"), until is null ? "embargo_lifted" : "embargoed", cancel);
    }

    public async Task<IActionResult> OnPostSubmitAsync([FromServices] SubmitArticle submit, CancellationToken cancel) =>
        await EndAsync(await submit.RunAsync(Id, Note, Who, cancel), Here("publish"), "submitted", cancel);

    public async Task<IActionResult> OnPostApproveAsync([FromServices] ApproveArticle approve, CancellationToken cancel) =>
        await EndAsync(await approve.RunAsync(Id, Note, Who, cancel), Here("publish"), "approved", cancel);

    public async Task<IActionResult> OnPostReturnAsync([FromServices] ReturnArticle giveBack, CancellationToken cancel) =>
        await EndAsync(await giveBack.RunAsync(Id, Note ?? "", Who, cancel), Here("publish"), "returned", cancel);

    public async Task<IActionResult> OnPostAssignAsync([FromServices] AssignArticle assign, string? to, CancellationToken cancel) =>
        await EndAsync(await assign.RunAsync(Id, to, Who, cancel), Here("publish"), "assigned", cancel);

    public async Task<IActionResult> OnPostPlanAsync([FromServices] PlanArticle plan, string? day, CancellationToken cancel) =>
        await EndAsync(await plan.RunAsync(Id, day, Who, cancel), Here("publish"), "planned", cancel);

    public async Task<IActionResult> OnPostLinksAsync([FromServices] StartLinkCheck start, CancellationToken cancel) =>
        await EndAsync(await start.RunAsync(Id, Who, cancel), Here("publish"), "links_checked", cancel);

    /// <summary>The place in the text, on the page where it is written.</summary>
    public string AddressOf(Finding finding) => finding.Place switch
    {
        "embargo" => "#later",
        "correction" => "#now",
        "bylines" => $"/desk/articles/{Id}/details",
        null => $"/desk/articles/{Id}",
        var lead when lead == Found?.WouldBe?.Lead?.Id => $"/desk/articles/{Id}/details",
        var block when Found?.WouldBe?.Updates?.Any(u => u.Blocks.Any(b => b.Id == block)) == true => $"/desk/articles/{Id}/updates",
        var block => $"/desk/articles/{Id}#{Uri.EscapeDataString(block)}",
    };

    public string Say(Finding finding)
    {
        var words = DeskWords.Of(HttpContext);
        var key = "finding." + finding.Code;
        return words.Has(key) ? words.Text(key, ("detail", finding.Detail ?? "")) : finding.Message;
    }

    protected override async Task LoadAsync(CancellationToken cancel)
    {
        var words = DeskWords.Of(HttpContext);
        var found = Found!;
        var present = await staff.AllAsync(cancel);
        People = [KeyValuePair.Create("", words.Text("publish.nobody")), .. present.Select(p => KeyValuePair.Create(p.Member.Id, p.Member.Name))];
        Steps = await reviews.StepsAsync(Id, cancel);
        if (found.Written is null || found.WouldBe is not { } content)
        {
            return;
        }
        Findings = await checklist.RunAsync(new PublishCase(found.Article, content, found.Live), cancel);
        Links = await links.ProgressAsync(content, cancel);
        At ??= Local(found.Article.ScheduledAt);
        Until ??= Local(found.Article.EmbargoedUntil);
        Kinds = [KeyValuePair.Create("", words.Text("publish.no_correction")), .. Enum.GetValues<CorrectionKind>().Select(k => KeyValuePair.Create(k.ToString(), words.Text("correction." + k.ToString().ToLowerInvariant())))];
    }

    private string? Local(DateTimeOffset? at) => at is { } known ? TimeZoneInfo.ConvertTime(known, outlet.Zone).ToString(Form, CultureInfo.InvariantCulture) : null;
}
