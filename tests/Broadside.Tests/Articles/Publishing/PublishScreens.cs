using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Sharing;
using Broadside.Articles.Translating;
using Broadside.Articles.Updating;
using Broadside.Guard;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Articles.Publishing;

/// <summary>Every screen about articles on their way, with something on it.</summary>
internal static class PublishScreens
{
    private const string A = "/desk/articles/story";

    public static IReadOnlyList<string> All { get; } =
    [
        "/desk/articles", "/desk/articles?stage=draft", "/desk/articles?q=nothing-like-that", "/desk/calendar",
        A + "/publish", A + "/published", A + "/preview", A + "/preview?as=desktop", A + "/preview?as=card", A + "/history", A + "/compare?from=1&to=draft", A + "/compare?from=live&to=draft&all=true",
        A + "/updates", A + "/share", A + "/correct", A + "/withdraw", A + "/translate", "/desk/articles/none/publish",
    ];

    /// <returns>The address of a translation, which has another id each time.</returns>
    public static async Task<string> FillAsync(TestDesk desk)
    {
        var cancel = TestContext.Current.CancellationToken;
        var who = Actor.Operator;
        var story = Drafts.Fresh("story", "The bridge over the old harbour stays closed until the council has found the money", "The bridge is closed.", "It was built in 1911.") with { Topics = [new Term("roads", "Roads")], Bylines = [new Byline("ana-ruiz", "Ana Ruiz")] };
        await desk.WriteAsync(story);
        var first = await desk.Get<PublishArticle>().RunAsync("story", who, "A test.", cancel);
        await desk.Get<AddUpdate>().RunAsync("story", 1, "A first crane", "It came by *ship*.", who, cancel);
        await desk.Get<CorrectArticle>().RunAsync("story", CorrectionKind.Correction, "It was built in 1911, not in 1912.", who, cancel);
        var translated = await desk.Get<StartTranslation>().RunAsync("story", "es", who, cancel);
        await desk.WriteAsync(first.Value!.Content with { Standfirst = "TK", Blocks = [new Paragraph { Id = "p0", Text = "The bridge is closed, and stays so.", Marks = [new Mark(4, 10, MarkKind.Link, "https://council.example/bridge")] }, new Figure { Id = "fig", Caption = "The bridge" }] });
        await desk.Get<ShareArticle>().RunAsync("story", "Our lawyer", 7, who, cancel);
        foreach (var (id, title) in new[] { ("water", "Who owns the water"), ("school", "A school without a roof") })
        {
            await desk.WriteAsync(Drafts.Fresh(id, title, "Text."));
        }
        await desk.Get<Broadside.Articles.Publishing.PlanArticle>().RunAsync("water", "2026-11-20", who, cancel);
        await desk.Get<Broadside.Articles.Calendar.ScheduleArticle>().RunAsync("school", desk.Time.GetUtcNow().AddHours(3), "UTC", who, cancel);
        return $"/desk/articles/{translated.Value!.Id}/translate";
    }
}
