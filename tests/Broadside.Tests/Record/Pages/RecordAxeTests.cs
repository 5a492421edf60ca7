using Broadside.Staff;
using Broadside.Tests.Desk;
using Broadside.Tests.Staff;

namespace Broadside.Tests.Record.Pages;

/// <summary>axe looks at the record's pages at both widths, in light and dark, in English and Spanish.</summary>
[Trait("Suite", "slow")]
public sealed class RecordAxeTests(Browser browser)
{
    [Theory]
    [ClassData(typeof(Looks))]
    public async Task Every_page_is_accessible(int width, bool dark, string language)
    {
        var axe = Repository.At("tools", "node_modules", "axe-core", "axe.min.js");
        Missing.SkipUnless(File.Exists(axe), Missing.Checkers);
        await using var desk = await TestDesk.StartAsync();
        await desk.Services.JoinAsync(Role.Owner, "ana@example.org");
        var (actor, recall) = await RecordScreens.FillAsync(desk);
        var page = await browser.OpenPageAsync(width, dark, policy: false);
        await DeskAxeTests.SignInAsync(page, desk, language);
        var faults = new List<string>();
        foreach (var (address, number) in RecordScreens.Pages.Select((p, i) => (p.Address, i)))
        {
            faults.AddRange(await DeskAxeTests.LookAsync(page, desk.Address + address.Replace("{actor}", actor, StringComparison.Ordinal).Replace("{event}", recall, StringComparison.Ordinal), axe));
            await Pictures.TakeAsync(page, $"record-{number:00}", width, dark, language);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
