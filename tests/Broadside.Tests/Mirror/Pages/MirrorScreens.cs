using Broadside.Guard;
using Broadside.Mirror.Pushing;
using Broadside.Mirror.Targets;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Staff;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Mirror.Pages;

/// <summary>axe looks at the pages of mirrors, full and empty, in English and Spanish, light and dark; nothing scrolls sideways.</summary>
[Trait("Suite", "slow")]
public sealed class MirrorScreens(Browser browser)
{
    private static readonly (string Template, string Address)[] Pages =
    [
        ("/desk/mirrors", "/desk/mirrors"), ("/desk/mirrors/add", "/desk/mirrors/add"), ("/desk/mirrors/volunteer", "/desk/mirrors/volunteer"), ("/desk/mirrors/{id}", "/desk/mirrors/{mirror}"), ("/desk/mirrors/{id}", "/desk/mirrors/none"),
    ];

    public static TheoryData<int, bool, string> Looks => TestSize.IsLong ? new() { { 360, true, "es" }, { 360, false, "en" }, { 1280, true, "es" }, { 1280, false, "en" } } : new() { { 360, true, "es" } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static IEnumerable<string> Templates => Pages.Select(p => p.Template);

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_is_accessible(int width, bool dark, string language)
    {
        var axe = Repository.At("tools", "node_modules", "axe-core", "axe.min.js");
        Missing.SkipUnless(File.Exists(axe), Missing.Checkers);
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        var page = await browser.OpenPageAsync(width, dark, policy: false);
        await DeskAxeTests.SignInAsync(page, desk);
        await using (var db = desk.Db())
        {
            await db.Set<StaffMember>().ExecuteUpdateAsync(m => m.SetProperty(x => x.Language, language), Cancel);
        }
        var faults = new List<string>(await DeskAxeTests.LookAsync(page, desk.Address + "/desk/mirrors", axe));
        var mirror = await FillAsync(desk);
        foreach (var (_, address) in Pages)
        {
            faults.AddRange(await DeskAxeTests.LookAsync(page, desk.Address + address.Replace("{mirror}", mirror, StringComparison.Ordinal), axe));
            await Pictures.TakeAsync(page, $"{address.Replace("{mirror}", "one", StringComparison.Ordinal)}-{width}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task<string> FillAsync(TestDesk desk)
    {
        foreach (var (name, address) in new[] { ("lisbon", "sftp://ana@203.0.113.9/srv/www/a-rather-long-folder-for-a-site/of-somebody-else"), ("porto", "davs://203.0.113.9/site"), ("faro", "rsync://203.0.113.9/module/site") })
        {
            Assert.True((await desk.Get<AddMirror>().RunAsync(new AddMirror.Wish(name, address, $"https://{name}.example.org"), Actor.Operator, Cancel)).IsDone);
        }
        await using var db = desk.Db();
        var (now, key) = (desk.Time.GetUtcNow(), "ssh-ed25519 " + Convert.ToBase64String(new byte[51]));
        await db.Set<MirrorRow>().Where(m => m.Name == "lisbon").ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MirrorState.Failing).SetProperty(x => x.Trouble, TroubleKind.Full).SetProperty(x => x.Said, "write failed: No space left on device (28)").SetProperty(x => x.FailedAt, now).SetProperty(x => x.Number, 311).SetProperty(x => x.PushedAt, now).SetProperty(x => x.HostKey, key), Cancel);
        await db.Set<MirrorRow>().Where(m => m.Name == "porto").ExecuteUpdateAsync(m => m.SetProperty(x => x.State, MirrorState.Tampered).SetProperty(x => x.SeenNumber, 312).SetProperty(x => x.SeenAt, now), Cancel);
        var lisbon = await db.Set<MirrorRow>().SingleAsync(m => m.Name == "lisbon", Cancel);
        foreach (var state in Enum.GetValues<PushState>())
        {
            db.Add(new PushRow { Id = "push-" + state, Mirror = lisbon.Id, Number = 311, State = state, StartedAt = now, Tries = 1, Files = 12_408, SentFiles = 8_112, Bytes = 400_000_000, SentBytes = 261_000_000, Trouble = state == PushState.Failed ? TroubleKind.Full : null });
        }
        await db.SaveChangesAsync(Cancel);
        return lisbon.Id;
    }
}
