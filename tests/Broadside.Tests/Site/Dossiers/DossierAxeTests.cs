using System.Globalization;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Site.Dossiers;

/// <summary>axe looks at a dossier, the list of them and an article of one, at both widths, in light and dark, from either side.</summary>
[Trait("Suite", "slow")]
public sealed class DossierAxeTests(Browser browser)
{
    public static TheoryData<int, bool, string> Either => TestSize.IsLong
        ? new() { { 360, false, "en" }, { 360, true, "en" }, { 1280, false, "en" }, { 1280, true, "en" }, { 360, false, "ar" }, { 1280, false, "ar" } }
        : new() { { 1280, true, "en" }, { 360, false, "ar" } };

    [Theory]
    [MemberData(nameof(Either))]
    public async Task Every_page_is_accessible(int width, bool dark, string language)
    {
        var axe = Repository.At("tools", "node_modules", "axe-core", "axe.min.js");
        Missing.SkipUnless(File.Exists(axe), Missing.Checkers);
        await using var site = await HostedNewsroom.StartAsync(Engines.Sqlite);
        await MadeUpDossier.PublishAsync(site.Get<IServiceProvider>(), articles => MadeUpDossier.Dossier(articles) with { Language = language });
        var page = await browser.OpenPageAsync(width, dark, policy: false);
        await using var context = page.Context;
        var faults = new List<string>();
        foreach (var (name, path) in new[] { ("dossier", $"/dossiers/{MadeUpDossier.Slug}/"), ("dossiers", "/dossiers/"), ("dossier-article", "/2026/07/lantern-recall/") })
        {
            faults.AddRange(await DeskAxeTests.LookAsync(page, site.Address + path, axe));
            if (name == "dossier")
            {
                Assert.InRange(await page.EvaluateAsync<double>("Math.min(...[...document.querySelectorAll('.timeline .span :is(circle, rect)')].map(e => e.getBoundingClientRect().height))"), 4, 20);
            }
            await Pictures.TakeAsync(page, name, width, dark, language);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
