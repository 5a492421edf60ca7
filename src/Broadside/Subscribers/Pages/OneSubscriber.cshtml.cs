using System.Globalization;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Themes;
using Broadside.Themes.DeskFrame;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Broadside.Subscribers.Pages;

[Needs(Right.ManageSubscribers)]
public sealed class OneSubscriber(SubscriberQueries subscribers, LeaveList leave, ForgetSubscriber forget, IOutlet outlet) : DeskPage
{
    [FromRoute(Name = "number")]
    public string Asked { get; set; } = "";

    public Subscriber? Subscriber { get; private set; }

    // No subscriber has the number 0.
    private long Number => long.TryParse(Asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public IReadOnlyList<SubscriberReturn> Returns { get; private set; } = [];

    /// <summary>What is known of them: word and text.</summary>
    public IEnumerable<(string Key, string Text)> Facts
    {
        get
        {
            var (of, words) = (Subscriber!, DeskWords.Of(HttpContext));
            var facts = new (string Key, string? Text)[]
            {
                ("number", of.Number.ToString(CultureInfo.InvariantCulture)),
                ("cadence", words.Text("subscriber_cadence." + of.Cadence.ToString().ToLowerInvariant())),
                ("topics", of.Topics.Length == 0 ? words.Text("onesubscriber.everything") : string.Join(", ", of.TopicList())),
                ("language", of.Language),
                ("hour", of.Hour is { } hour ? $"{hour:00}:00, {of.Zone}" : of.Zone),
                ("source", of.Source),
                ("consent_source", of.ConsentSource),
                ("consent_text", of.ConsentText),
                ("created", When(of.CreatedAt)),
                ("asked", When(of.AskedAt)),
                ("confirmed", When(of.ConfirmedAt)),
                ("paused", When(of.PausedUntil)),
                ("left", When(of.LeftAt)),
                ("soft", of.SoftBounces == 0 ? null : words.Number(of.SoftBounces)),
            };
            return facts.Where(f => !string.IsNullOrEmpty(f.Text)).Select(f => (f.Key, f.Text!));
        }
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await LoadAsync(cancel);
        Response.StatusCode = Subscriber is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
    }

    public async Task<IActionResult> OnPostTakeOffAsync(CancellationToken cancel)
    {
        var outcome = await leave.RunAsync(Number, 0, HttpContext.Actor(), cancel);
        await LoadAsync(cancel);
        return outcome.IsDone ? Done($"/desk/subscribers/{Number}", "taken_off") : Refused(new Refusal("unknown", "There is no such subscriber."));
    }

    public async Task<IActionResult> OnPostForgetAsync(CancellationToken cancel)
    {
        var outcome = await forget.RunAsync(Number, HttpContext.Actor(), cancel);
        await LoadAsync(cancel);
        return outcome.IsDone ? Done("/desk/subscribers", "subscriber_forgotten") : Refused(new Refusal("unknown", "There is no such subscriber."));
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        Subscriber = await subscribers.FindAsync(Number, cancel);
        Returns = Subscriber is null ? [] : await subscribers.ReturnsAsync(Number, cancel);
    }

    private string? When(DateTimeOffset? at) => at is { } known ? DeskWords.Of(HttpContext).When(known, outlet.Zone).Full : null;
}
