using System.Text;
using Broadside.Articles;
using Broadside.Site.Counts;
using Broadside.Staff;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Site.Desk;

public sealed class ReadsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Reads_stand_by_day_article_topic_referrer_and_language_in_plot_and_table_alike(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var writer = await desk.SignedInAsync(Role.Writer);
        await desk.PublishAsync(
            Newspaper.Article("a", "The <vote>", "Text.") with { Topics = [new Term("town", "Town")] },
            Newspaper.Article("b", "The tide", "Text.") with { Topics = [new Term("town", "Town"), new Term("sea", "Sea")] });
        Assert.Contains("Nothing was read", (await writer.GetAsync("/desk/reads")).Text, StringComparison.Ordinal);

        await ReadAsync(desk, "a", 3);
        desk.Time.Jump(TimeSpan.FromDays(1));
        await ReadAsync(desk, "a", 1);
        await ReadAsync(desk, "b", 2);

        using var page = (await writer.GetAsync("/desk/reads")).Document;
        Assert.Equal(30, page.QuerySelectorAll(".plot rect").Length);
        var table = page.QuerySelectorAll("details tbody tr").ToDictionary(r => r.Children[0].TextContent, r => r.Children[1].TextContent);
        Assert.Equal(("3", "3", "0"), (table["22 November 2026"], table["23 November 2026"], table["1 November 2026"]));
        var rows = page.QuerySelectorAll("section table.list tbody tr").Select(r => (r.Children[0].TextContent.Trim(), r.Children[1].TextContent)).ToList();
        Assert.Contains(("The <vote>", "4"), rows);
        Assert.Contains(("town", "6"), rows);
        Assert.Contains(("news.example.net", "6"), rows);
        Assert.Contains(("es", "6"), rows);
        Assert.Contains("6 reads", page.Body!.TextContent, StringComparison.Ordinal);
        var one = await writer.GetAsync("/desk/reads?article=a");
        Assert.Contains("4 reads", one.Text, StringComparison.Ordinal);
        Assert.Contains("6 reads", (await writer.GetAsync("/desk/reads?period=2026")).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing was read", (await writer.GetAsync("/desk/reads?period=2026-10")).Text, StringComparison.Ordinal);
        foreach (var odd in new[] { "2026-13", "x", "2026-11-22-1", "99999", "-1" })
        {
            Assert.Equal(200, (await writer.GetAsync("/desk/reads?period=" + odd)).Status);
        }
    }

    [Theory]
    [InlineData("2026-11", 30, "2026-10", "2026-12")]
    [InlineData("2024-02", 29, "2024-01", "2024-03")]
    [InlineData("2026-01", 31, "2025-12", "2026-02")]
    [InlineData("2026", 12, "2025", "2027")]
    public void A_period_knows_its_parts_and_its_neighbours(string text, int parts, string before, string after)
    {
        var period = CountPeriod.Read(text)!;

        Assert.Equal((text, parts, before, after), (period.Key, period.Parts.Count, period.Before.Key, period.After.Key));
    }

    private static async Task ReadAsync(TestDesk desk, string article, int times)
    {
        for (var i = 0; i < times; i++)
        {
            desk.Get<ReadCounts>().Note(article, Encoding.ASCII.GetBytes("https://news.example.net/x"), "es-CO"u8, "Mozilla/5.0 (X11) Firefox/140.0"u8);
        }
        await desk.Get<KeepCounts>().RunAsync(Cancel);
    }
}
