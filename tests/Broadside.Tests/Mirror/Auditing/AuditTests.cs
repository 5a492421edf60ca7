using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Auditing;
using Broadside.Mirror.Editions;
using Broadside.Tests.Guard;
using Broadside.Tests.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Mirror.Auditing;

/// <summary>Each night somebody looks whether all is as it was signed: the rows, their histories, and the site as the world sees it.</summary>
public sealed class AuditTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "audit-chain")]
    public async Task A_version_taken_out_of_a_history_is_missed(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        foreach (var text in new[] { "One.", "Two.", "Three." })
        {
            await newsroom.PublishAsync(Newspaper.Article("a", "A", text));
        }
        Assert.Equal(0, await newsroom.Get<NightlyAudit>().RunAsync(Cancel));

        await newsroom.AlterAsync("DELETE FROM versions WHERE subject = 'article/a' AND number = 2");
        await newsroom.Get<NightlyAudit>().RunAsync(Cancel);

        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "audit-chain" && a.Subject == "article/a" && a.Message.Contains("version 3", StringComparison.Ordinal));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_altered_row_rings_and_is_quiet_once_it_is_good_again(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "A", "One."));
        await newsroom.AlterAsync("UPDATE versions SET content = replace(content, 'One', 'Won') WHERE subject = 'article/a'");

        await newsroom.Get<NightlyAudit>().RunAsync(Cancel);
        Assert.Contains(await newsroom.AlarmsAsync(), a => a.Code == "audit-versions" && a.Message.Contains("altered", StringComparison.Ordinal));

        await newsroom.AlterAsync("UPDATE versions SET content = replace(content, 'Won', 'One') WHERE subject = 'article/a'");
        Assert.Equal(0, await newsroom.Get<NightlyAudit>().RunAsync(Cancel));
        Assert.DoesNotContain(await newsroom.AlarmsAsync(), a => a.Code.StartsWith("audit-", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Defence", "verify-looks")]
    public async Task What_a_host_shows_to_search_engines_alone_rings_with_the_words_of_the_link()
    {
        await using var host = await LooseHost.StartAsync("");
        var time = new HastyTime(TimeProvider.System.GetUtcNow());
        await using var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, services => services.AddSingleton<TimeProvider>(time), ("Kit:Address", host.Address.TrimEnd('/')));
        await newsroom.PublishAsync(Newspaper.Article("a", "A", "One."), Newspaper.Article("b", "B", "Two."));
        time.Advance(TimeSpan.FromMinutes(1));
        await newsroom.Get<KeepEdition>().RunAsync(Cancel);
        host.Folder = newsroom.Get<EditionFolder>().Path;
        Assert.Equal(0, await newsroom.Get<NightlyAudit>().RunAsync(Cancel));

        host.Answers = async context =>
        {
            var isCrawler = context.Request.Headers.UserAgent.ToString().Contains("Googlebot", StringComparison.Ordinal) && context.Request.Path.Value!.EndsWith("/a/", StringComparison.Ordinal);
            if (isCrawler)
            {
                await context.Response.WriteAsync("<!doctype html><p>One. <a href=\"https://casino.example/\">best casino</a></p>", Cancel);
            }
            return isCrawler;
        };
        Assert.Equal(1, await newsroom.Get<NightlyAudit>().RunAsync(Cancel));

        var alarm = Assert.Single(await newsroom.AlarmsAsync());
        Assert.Equal(("audit-site", host.Address.TrimEnd('/')), (alarm.Code, alarm.Subject));
        Assert.Contains("search engines get another one", alarm.Message, StringComparison.Ordinal);
        Assert.Contains("https://casino.example/: “best casino”, in “One. best casino”", alarm.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_prints_the_log_and_exits_with_1_when_a_history_has_a_gap()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.PublishAsync(Newspaper.Article("a", "A", "One."));
        await newsroom.PublishAsync(Newspaper.Article("a", "A", "Two."));
        await newsroom.CloseAsync();
        var good = await TestProgram.RunAsync(newsroom.Folder, "audit", "--json");

        await newsroom.OpenAgainAsync();
        await newsroom.AlterAsync("DELETE FROM versions WHERE subject = 'article/a' AND number = 1");
        await newsroom.CloseAsync();
        var bad = await TestProgram.RunAsync(newsroom.Folder, "audit", "--json");
        var log = await TestProgram.RunAsync(newsroom.Folder, "audit", "--log");

        Assert.Equal((0, 1, 0), (good.ExitCode, bad.ExitCode, log.ExitCode));
        Assert.StartsWith("[", good.Output, StringComparison.Ordinal);
        Assert.Equal(good.Output, bad.Output);
        Assert.Contains("does not follow version 0", bad.Error, StringComparison.Ordinal);
    }
}
