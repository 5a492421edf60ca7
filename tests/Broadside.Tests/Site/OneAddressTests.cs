using System.Net;

namespace Broadside.Tests.Site;

/// <summary>What is answered at an address without a slash at its end is answered there alone: its own links are told from where it stands.</summary>
public sealed class OneAddressTests
{
    [Theory]
    [InlineData("/give/?amount=5", "/give?amount=5")]
    [InlineData("/search/?q=water", "/search?q=water")]
    [InlineData("/report/", "/report")]
    public async Task With_a_slash_it_leads_to_the_address_without_one(string path, string to)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite);

        using var answer = await newsroom.Client.GetAsync(new Uri(newsroom.Address + path), TestContext.Current.CancellationToken);
        using var there = await newsroom.Client.GetAsync(new Uri(newsroom.Address + to), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.MovedPermanently, to), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.NotEqual(HttpStatusCode.MovedPermanently, there.StatusCode);
    }
}
