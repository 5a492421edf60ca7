using AngleSharp.Html.Parser;

namespace Broadside.Tests.Site;

public sealed class OnionTests
{
    [Fact]
    public async Task Every_page_tells_its_address_at_the_onion_service_and_nothing_does_where_there_is_none()
    {
        const string Onion = "http://vww6ybal4bd7szmgncyruucpgfkqahzddi37ktceo3ah7ngmcopnpyyd.onion";
        await using var with = await HostedNewsroom.StartAsync(Engines.Sqlite, ("Site:Onion", Onion + "/"));
        await using var without = await HostedNewsroom.StartAsync(Engines.Sqlite);

        foreach (var path in new[] { "/", "/check/" })
        {
            using var answer = await with.Client.GetAsync(path, TestContext.Current.CancellationToken);
            var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(Onion + path, answer.Headers.GetValues("Onion-Location").Single());
            Assert.Equal(Onion + path, page.QuerySelector("meta[http-equiv=onion-location]")?.GetAttribute("content"));
            using var plain = await without.Client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.False(plain.Headers.Contains("Onion-Location"));
        }
    }
}
