using System.Net;
using Broadside.Giving.Notices;
using Broadside.Guard;

namespace Broadside.Tests.Giving;

public sealed class HookTests
{
    [Fact]
    public async Task Who_does_not_know_the_secret_learns_nothing_and_nobody_sends_what_is_too_big()
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite);
        var secret = AnswerHooks.Secret(newsroom.Get<Secrets>(), "stripe");

        Assert.Equal(32, secret.Length);
        Assert.NotEqual(secret, AnswerHooks.Secret(newsroom.Get<Secrets>(), "paypal"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(newsroom, $"/hooks/stripe/{secret[1..]}0", 10));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(newsroom, $"/hooks/paypal/{secret}", 10));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(newsroom, $"/hooks/stripe/{secret}", (256 << 10) + 1));
        // The secret is right, but no rail of that name is set up here.
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(newsroom, $"/hooks/stripe/{secret}", 256 << 10));
    }

    private static async Task<HttpStatusCode> PostAsync(HostedNewsroom newsroom, string address, int bytes)
    {
        using var body = new ByteArrayContent(new byte[bytes]);
        using var answer = await newsroom.Client.PostAsync(address, body, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
