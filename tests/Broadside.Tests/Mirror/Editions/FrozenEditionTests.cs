using Broadside.Guard;
using Broadside.Guard.Keys;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mirror.Auditing;
using Broadside.Mirror.Editions;
using Broadside.Site;
using Broadside.Staff.Panic;
using Broadside.Tests.Guard;
using Broadside.Tests.Mirror.Pushing;
using Broadside.Tests.Mirror.Targets;
using Broadside.Tests.Site;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Mirror.Editions;

/// <summary>On the worst day above all, readers must be able to check what they have.</summary>
public sealed class FrozenEditionTests
{
    private static readonly Predicate<Alarm> IsOfTheSite = alarm => alarm.Code == "audit-site";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_long_a_panic_lasts_the_site_passes_a_check_by_the_key_that_holds_now()
    {
        await using var host = await LooseHost.StartAsync("");
        var time = new HastyTime(TimeProvider.System.GetUtcNow());
        await using var newsroom = await OpenAsync(host, time);
        using var root = RootKey.New();
        Assert.True((await newsroom.Get<CertifySiteKey>().RunAsync(root, false, Actor.Operator, Cancel)).IsDone);
        var before = await newsroom.Get<KeepEdition>().RunAsync(Cancel);
        host.Answers = context => LiveAsync(newsroom, context);
        await newsroom.Get<NightlyAudit>().RunAsync(Cancel);
        Assert.DoesNotContain(await newsroom.AlarmsAsync(), IsOfTheSite);
        var old = EditionTests.Manifest(host.Folder).Keys.Site;

        Assert.True((await newsroom.Get<StartPanic>().RunAsync(Actor.Operator, Cancel)).IsDone);
        EditionReport? after = null;
        for (var night = 0; night < 4; night++)
        {
            time.Advance(TimeSpan.FromHours(24));
            after = await newsroom.Get<KeepEdition>().RunAsync(Cancel);
        }
        await newsroom.Get<NightlyAudit>().RunAsync(Cancel);

        Assert.Equal("frozen", newsroom.Get<VersionStore>().CannotPublish?.Code);
        Assert.NotNull(after);
        Assert.Equal(before?.Files, after.Files);
        Assert.NotEqual(old, newsroom.Get<KeyRing>().SitePublicKey);
        Assert.Equal(newsroom.Get<KeyRing>().SitePublicKey, EditionTests.Manifest(host.Folder).Keys.Site);
        Assert.DoesNotContain(await newsroom.AlarmsAsync(), IsOfTheSite);
    }

    [Fact]
    public async Task What_the_key_before_signed_is_late_for_as_long_as_it_holds_and_then_it_is_foreign()
    {
        await using var host = await LooseHost.StartAsync("");
        var time = new HastyTime(TimeProvider.System.GetUtcNow());
        await using var newsroom = await OpenAsync(host, time);
        await newsroom.Get<KeepEdition>().RunAsync(Cancel);

        Assert.True((await newsroom.Get<StartPanic>().RunAsync(Actor.Operator, Cancel)).IsDone);
        await newsroom.Get<NightlyAudit>().RunAsync(Cancel);
        Assert.DoesNotContain(await newsroom.AlarmsAsync(), IsOfTheSite);

        time.Advance(IssueEdition.Life + TimeSpan.FromHours(1));
        await newsroom.Get<NightlyAudit>().RunAsync(Cancel);
        Assert.Contains("key: ", Assert.Single(await newsroom.AlarmsAsync(), IsOfTheSite).Message, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_panic_has_the_edition_signed_by_the_new_key_and_sent_and_its_end_wakes_the_edition(string engine)
    {
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await Mirrors.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge", "Closed."));
        await Mirrors.AddAsync(newsroom, far);
        await newsroom.Get<KeepEdition>().RunAsync(Cancel);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
        var old = newsroom.Get<KeyRing>().SitePublicKey;
        Assert.Equal(old, KeyAt(far));

        Assert.True((await newsroom.Get<StartPanic>().RunAsync(Actor.Operator, Cancel)).IsDone);
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);

        Assert.NotEqual(old, newsroom.Get<KeyRing>().SitePublicKey);
        Assert.Equal(newsroom.Get<KeyRing>().SitePublicKey, KeyAt(far));
        Assert.True(File.Exists(far.Within("2026/11/a/index.html")));

        await PushJobTests.ClearAsync(newsroom);
        Assert.True((await newsroom.Get<EndPanic>().RunAsync("All of it.", Actor.Operator, Cancel)).IsDone);
        await using var db = newsroom.Db();
        Assert.True(await db.Set<Job>().AnyAsync(j => j.Kind == KeepEdition.JobKind, Cancel));
    }

    private static string KeyAt(FarServer far) => CanonicalJson.Read<EditionManifest>(File.ReadAllBytes(far.Within(EditionPath.Manifest))).Keys.Site;

    private static async Task<TestNewsroom> OpenAsync(LooseHost host, HastyTime time)
    {
        var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, services => services.AddSingleton<TimeProvider>(time), ("Kit:Address", host.Address.TrimEnd('/')));
        await newsroom.PublishAsync(Newspaper.Article("a", "A", "One."), Newspaper.Article("b", "B", "Two."));
        time.Advance(TimeSpan.FromMinutes(1));
        host.Folder = newsroom.Get<EditionFolder>().Path;
        return newsroom;
    }

    // As the server does: pages as they are made now, everything else as it lies in the edition.
    private static async Task<bool> LiveAsync(TestNewsroom newsroom, HttpContext context)
    {
        if (await newsroom.Get<PageCache>().GetAsync(context.Request.Path.Value!, Cancel) is not { Page: var page })
        {
            return false;
        }
        context.Response.StatusCode = page.Status;
        context.Response.ContentType = page.ContentType;
        await context.Response.Body.WriteAsync(page.Body, Cancel);
        return true;
    }
}
