using System.Net;
using System.Text.Json;
using Broadside.Giving.Payees;
using Broadside.Guard;
using Broadside.Tests.Giving.Pay;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Site.Giving;

/// <summary>What is left when no processor and no server is: pages and a file that are functions of the signed record.</summary>
public sealed class OfflineGivingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_account_number_changed_in_the_database_reaches_nobody_and_an_alarm_rings(string engine)
    {
        await using var house = await GivingHouse.StartAsync(engine);
        var (page, file, form) = (await house.GetAsync("/give/offline/"), await house.GetAsync("/.well-known/broadside/donate.json"), await house.GetAsync("/give"));

        Assert.True(await house.Newsroom.AlterAsync($"UPDATE versions SET content = replace(content, '{GivingHouse.Iban}', 'GB33BUKB20201555555555') WHERE subject = 'site/giving'") > 0);
        await house.Newsroom.RestartAsync();
        await house.Newsroom.Get<VersionWatch>().LookAsync(Cancel);

        Assert.Equal(page.Body, (await house.GetAsync("/give/offline/")).Body);
        Assert.Equal(file.Body, (await house.GetAsync("/.well-known/broadside/donate.json")).Body);
        Assert.Equal(form.Page.QuerySelectorAll("[name=rail]").Select(r => r.GetAttribute("value")), (await house.GetAsync("/give")).Page.QuerySelectorAll("[name=rail]").Select(r => r.GetAttribute("value")));
        Assert.True(page.Says("DE89 3704 0044 0532 0130 00"), page.Text);
        await using var db = house.Newsroom.Db();
        Assert.Contains(await db.Set<Alarm>().ToListAsync(Cancel), a => a.Code == "altered" && a.Subject.Contains("giving", StringComparison.Ordinal) && a.ClearedAt is null);
    }

    [Fact]
    public async Task The_page_and_the_file_say_the_same_and_name_the_signed_version()
    {
        await using var house = await GivingHouse.StartAsync();
        var live = house.Newsroom.Get<VersionStore>().Live("site/giving")!;

        var page = await house.GetAsync("/give/offline/");
        var file = JsonDocument.Parse((await house.GetAsync("/.well-known/broadside/donate.json")).Body).RootElement;

        Assert.True(page.Says(live.Sha256) && page.Says("Quay 4, 20457 Hamburg") && page.Says("Harbour Press e. V."), page.Text);
        Assert.Equal(live.Sha256, file.GetProperty("as_of").GetProperty("sha256").GetString());
        Assert.Equal(live.Number, file.GetProperty("as_of").GetProperty("number").GetInt32());
        var bank = file.GetProperty("banks")[0];
        Assert.Equal((GivingHouse.Iban, "Harbour Press e. V."), (bank.GetProperty("number").GetString(), bank.GetProperty("holder").GetString()));
        Assert.Equal(bank.GetProperty("epc").GetString(), await Zbar.ReadAsync(page.Page.QuerySelector("figure.code svg")!.OuterHtml));
        Assert.Equal("Harbour Press e. V.", file.GetProperty("cheques")[0].GetProperty("pay_to").GetString());
        Assert.DoesNotContain("paypal", page.Page.QuerySelector("main")!.InnerHtml, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_pages_change_with_the_signed_record_and_only_with_it()
    {
        await using var house = await GivingHouse.StartAsync();
        Assert.DoesNotContain("US12", (await house.GetAsync("/give/offline/")).Body, StringComparison.Ordinal);
        Assert.Contains("give", (await house.GetAsync("/")).Page.QuerySelector(".foot a[href='give']")!.GetAttribute("href"), StringComparison.Ordinal);

        await house.PayoutAsync(new PayoutEdit { Rail = new RailCard("btcpay", "s", "outlet", "x") });
        var first = (await house.GetAsync("/.well-known/broadside/donate.json")).Body;

        Assert.Equal(first, (await house.GetAsync("/.well-known/broadside/donate.json")).Body);
        Assert.Contains("Apoye", (await house.GetAsync("/give?lang=es")).Title, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await house.GetAsync("/give/offline/es/")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync("/give/offline/en/")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await house.GetAsync("/give/offline/xx/")).Status);
    }
}
