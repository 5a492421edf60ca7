using Broadside.Articles;
using Broadside.Articles.Body;
using Broadside.Articles.Names;
using Broadside.Articles.Rewriting;
using Broadside.Guard;
using Broadside.Import.Uploads;
using Broadside.Jobs;
using Broadside.Media;
using Broadside.Site.Counts;
using Broadside.Site.Curating;
using Broadside.Site.Reports;
using Broadside.Staff;
using Broadside.Tests.Import.WordPress;
using Broadside.Tests.Media;
using Broadside.Tests.Site;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Desk;

/// <summary>axe looks at the pages of the library, the site and imports, full and empty, at both widths, in light and dark, in English and Spanish.</summary>
[Trait("Suite", "slow")]
public sealed class OutletAxeTests(Browser browser)
{
    private static readonly (string Template, string Address)[] Pages =
    [
        ("/desk/media", "/desk/media"), ("/desk/media", "/desk/media?q=nothing-like-that"), ("/desk/media/add", "/desk/media/add"), ("/desk/media/unused", "/desk/media/unused"),
        ("/desk/media/file/{sha256}", "/desk/media/file/{file}"), ("/desk/media/file/{sha256}", "/desk/media/file/none"), ("/desk/replace-media", "/desk/replace-media?from={file}"), ("/desk/replace-media", "/desk/replace-media"),
        ("/desk/changes", "/desk/changes"), ("/desk/changes/{id}", "/desk/changes/{change}"), ("/desk/changes/{id}", "/desk/changes/none"), ("/desk/changes/words", "/desk/changes/words"),
        ("/desk/directory", "/desk/directory"), ("/desk/directory/{list}", "/desk/directory/topics"), ("/desk/directory/{list}", "/desk/directory/people"), ("/desk/directory/{list}", "/desk/directory/none"),
        ("/desk/directory/{list}/{slug}", "/desk/directory/topics/harbour"), ("/desk/directory/{list}/{slug}", "/desk/directory/people/ana-ruiz"), ("/desk/directory/{list}/{slug}", "/desk/directory/tags/none"),
        ("/desk/front", "/desk/front"), ("/desk/front/menus", "/desk/front/menus"), ("/desk/front/pages", "/desk/front/pages"), ("/desk/front/redirects", "/desk/front/redirects"),
        ("/desk/reports", "/desk/reports"), ("/desk/reports", "/desk/reports?settled=true"), ("/desk/reports/{id}", "/desk/reports/{report}"), ("/desk/reports/{id}", "/desk/reports/none"),
        ("/desk/reads", "/desk/reads"), ("/desk/reads", "/desk/reads?period=2020"), ("/desk/import", "/desk/import"), ("/desk/import/{id}", "/desk/import/{upload}"), ("/desk/import/{id}", "/desk/import/none"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static IEnumerable<string> Templates => Pages.Select(p => p.Template);

    [Theory]
    [ClassData(typeof(Looks))]
    public async Task Every_page_is_accessible(int width, bool dark, string language)
    {
        var axe = Repository.At("tools", "node_modules", "axe-core", "axe.min.js");
        Missing.SkipUnless(File.Exists(axe), Missing.Checkers);
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        var ids = await FillAsync(desk);
        var page = await browser.OpenPageAsync(width, dark, policy: false);
        await DeskAxeTests.SignInAsync(page, desk, language);
        var faults = new List<string>();
        foreach (var (_, address) in Pages)
        {
            var path = ids.Aggregate(address, (a, id) => a.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));
            faults.AddRange(await DeskAxeTests.LookAsync(page, desk.Address + path, axe));
            await Pictures.TakeAsync(page, address, width, dark, language);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Something on every page: articles with a picture, a change that waits, a report, reads, files, an import that was tried.</summary>
    internal static async Task<Dictionary<string, string>> FillAsync(TestDesk desk)
    {
        var photo = await desk.Get<AddMedia>().RunAsync(new MemoryStream(Fixtures.Jpeg(640, 427)), new NewMedia("ferry-at-dawn.jpg") { Alt = "A ferry leaves at dawn", Credit = "Ana Ruiz" }, Cancel);
        await desk.PublishAsync([.. Enumerable.Range(0, 8).Select(i => Newspaper.Article($"a{i}", $"The harbour, part {i + 1}: what the water leaves behind", "The harbour was quiet.") with
        {
            Standfirst = "Nobody had looked at the pier for years.",
            Topics = [new Term("harbour", "Harbour")],
            Bylines = [new Byline("ana-ruiz", "Ana Ruiz")],
            Lead = i == 0 ? new Figure { Id = "lead", Media = photo.Value!.Sha256, Width = 640, Height = 427, Alt = "A ferry leaves at dawn" } : null,
        })]);
        await desk.Get<KeepTopic>().RunAsync(null, "Harbour", "What the water does.", null, 3, Actor.Operator, Cancel);
        await desk.Get<KeepPerson>().RunAsync(null, "Ana Ruiz", new KeepPerson.Said("Editor", "Writes of tides.", null, null), Actor.Operator, Cancel);
        await desk.Get<AddRedirect>().RunAsync("/old/", "/archive/", Actor.Operator, Cancel);
        await desk.Get<CurateFront>().RunAsync(new FrontCuration("en", ["a2", "a1"], ["harbour"]), desk.Get<CurateFront>().Mark("en"), Actor.Operator, Cancel);
        var article = desk.Get<Catalogue>().ById("a0")!;
        await desk.Get<ReportError>().RunAsync(article.Address, "The vote was on a Tuesday, not on a Monday.", "reader@example.org", null, null, Cancel);
        await desk.Get<AddMedia>().RunAsync(new MemoryStream(Fixtures.Jpeg(64, 48)), new NewMedia("nobody.jpg"), Cancel);
        var change = await desk.Get<AskRewrite>().RunAsync(new ReplaceText("harbour", "port") { WholeWords = true }, Actor.Operator, Cancel);
        var upload = await desk.Get<SendImport>().RunAsync("wordpress", [new SendImport.Arriving("everything.xml", () => File.OpenRead(Wxr.Everything))], new UploadWishes(), Actor.Operator, Cancel);
        await using var db = desk.Db();
        db.AddRange(Enumerable.Range(1, 5).Select(day => $"2026-11-{day:00}").Append("2026-11").SelectMany(period => new[] { (CountKind.Total, ""), (CountKind.Article, "a0"), (CountKind.Topic, "harbour"), (CountKind.Referrer, "news.example.net"), (CountKind.Language, "es") }
            .Select(c => new DayCount { Day = period, Kind = c.Item1, Name = c.Item2, Reads = 1200 })));
        await db.SaveChangesAsync(Cancel);
        // Every size of every picture would take minutes; a page asks for the one that it shows.
        await db.Set<Job>().Where(j => j.Kind == MakeRenditions.JobKind).ExecuteDeleteAsync(Cancel);
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        return new()
        {
            ["file"] = photo.Value!.Sha256,
            ["change"] = change.Value!.Id,
            ["upload"] = upload.Value!.Id,
            ["report"] = await db.Set<ErrorReport>().Select(r => r.Id).FirstAsync(Cancel),
        };
    }
}
