using System.Text;
using Broadside.Guard;
using Broadside.Import.Uploads;
using Broadside.Jobs;
using Broadside.Staff;
using Broadside.Subscribers;
using Broadside.Tests.Desk;
using Broadside.Tests.Staff;

namespace Broadside.Tests.Subscribers;

/// <summary>axe looks at the pages about subscribers, full and empty, at both widths, in light and dark, in English and Spanish: the desk's and the readers'.</summary>
[Trait("Suite", "slow")]
public sealed class SubscriberScreens(Browser browser)
{
    private static readonly (string Template, string Address)[] Pages =
    [
        ("/desk/subscribers", "/desk/subscribers"), ("/desk/subscribers", "/desk/subscribers?days=365&state=asked"), ("/desk/subscribers", "/desk/subscribers?find=zzz"),
        ("/desk/subscribers/{number}", "/desk/subscribers/{number}"), ("/desk/subscribers/{number}", "/desk/subscribers/99999"),
        ("/desk/subscribers/export", "/desk/subscribers/export"), ("/desk/subscribers/lists", "/desk/subscribers/lists"), ("/desk/subscribers/lists/{id}", "/desk/subscribers/lists/{upload}"), ("/desk/subscribers/lists/{id}", "/desk/subscribers/lists/none"),
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
        var page = await browser.OpenPageAsync(width, dark, policy: false);
        await DeskAxeTests.SignInAsync(page, desk, language);
        var faults = new List<string>(await DeskAxeTests.LookAsync(page, desk.Address + "/desk/subscribers", axe));
        var ids = await FillAsync(desk);
        foreach (var address in Pages.Select(p => p.Address).Concat(["/subscribe", "/subscribe?lang=ar", "/subscribe/confirm/{confirm}", "/subscribe/leave/{me}", "/subscribe/me/{me}", "/subscribe/me/{away}", "/subscribe/me/{gone}", "/"]))
        {
            var path = ids.Aggregate(address, (a, id) => a.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));
            faults.AddRange(await DeskAxeTests.LookAsync(page, desk.Address + path, axe));
            await Pictures.TakeAsync(page, address, width, dark, language);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Readers who came, pause and left over a year, a list that was tried, tokens of some.</summary>
    private static async Task<Dictionary<string, string>> FillAsync(TestDesk desk)
    {
        await desk.PublishAsync([.. Enumerable.Range(0, 4).Select(i => Site.Newspaper.Article($"a{i}", $"The harbour, part {i + 1}", "The harbour was quiet.") with { Topics = [new Broadside.Articles.Term("harbour", "Harbour")] })]);
        await desk.Get<Broadside.Articles.Names.KeepTopic>().RunAsync(null, "Harbour", "What the water does.", null, 3, Actor.Operator, Cancel);
        var numbers = new List<long>();
        for (var i = 0; i < 60; i++)
        {
            var outcome = await desk.Get<AddSubscriber>().RunAsync(new SignUp { Address = $"reader.{i}@example.org", Cadence = (Cadence)(i % 3), Language = i % 4 == 0 ? "es" : "en", ConsentText = "The outlet mails you what it publishes." }, i % 7 == 3 ? null : "Paper form, market day", Actor.Operator, Cancel);
            numbers.Add(outcome.Value!.Number);
        }
        await desk.Get<PauseList>().RunAsync(numbers[1], 30, Cancel);
        await desk.Get<LeaveList>().RunAsync(numbers[2], 0, null, Cancel);
        await desk.Get<ForgetSubscriber>().RunAsync(numbers[4], null, Cancel);
        await using (var db = desk.Db())
        {
            var today = DateOnly.FromDateTime(desk.Time.GetUtcNow().UtcDateTime);
            db.AddRange(Enumerable.Range(1, 360).SelectMany(d => new[] { (ListEvent.Joined, 6 + (d % 5)), (ListEvent.Left, 2 + (d % 3)) }.Select(e => new SubscriberDay { Day = ListGrowth.DayOf(today.AddDays(-d)), Event = e.Item1, Count = e.Item2 })));
            await db.SaveChangesAsync(Cancel);
        }
        var csv = Encoding.UTF8.GetBytes("email,confirmed_at,consent_source\nnew@example.org,2024-03-05,Form\nasked@example.org,,\nbroken,,\nreader.5@example.org,,\n");
        var upload = await desk.Get<SendImport>().RunAsync(BringLists.Platform, [new SendImport.Arriving("list.csv", () => new MemoryStream(csv))], new UploadWishes(), Actor.Operator, Cancel);
        await desk.Get<JobRunner>().WorkAsync();
        var tokens = desk.Get<Broadside.Mail.MailToken>();
        return new()
        {
            ["number"] = $"{numbers[1]}",
            ["upload"] = upload.Value!.Id,
            ["confirm"] = tokens.Make(Broadside.Mail.MailTokenUse.Confirm, 0, numbers[3]),
            ["me"] = tokens.Make(Broadside.Mail.MailTokenUse.Preferences, 0, numbers[1]),
            ["away"] = tokens.Make(Broadside.Mail.MailTokenUse.Preferences, 0, numbers[2]),
            ["gone"] = tokens.Make(Broadside.Mail.MailTokenUse.Preferences, 0, numbers[4]),
        };
    }
}
