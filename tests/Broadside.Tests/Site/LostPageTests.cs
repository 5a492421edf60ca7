using System.Text;
using Broadside.Site;

namespace Broadside.Tests.Site;

public sealed class LostPageTests
{
    [Fact]
    public async Task The_page_for_what_is_not_there_gets_the_same_look_at_its_links_and_leads_on_from_any_depth()
    {
        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, null, ("Kit:Address", "https://outlet.example"));
        await newsroom.PublishAsync(Newspaper.Article("a", "First", "One paragraph."));

        var page = await newsroom.Get<PageCache>().GetAsync(AnswerPages.Lost, TestContext.Current.CancellationToken);

        var html = Encoding.UTF8.GetString(page!.Page.Body);
        // A mirror cannot search: forms go to the outlet.
        Assert.Contains("action=\"https://outlet.example/search\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/2026/11/a/\"", html, StringComparison.Ordinal);
    }
}
