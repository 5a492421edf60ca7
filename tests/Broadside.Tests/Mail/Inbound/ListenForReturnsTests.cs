using System.Net.Sockets;
using System.Text;
using Broadside.Mail;
using Broadside.Mail.Inbound;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Mail.Inbound;

public sealed class ListenForReturnsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("EHLO", Engines.Sqlite)]
    [InlineData("LHLO", Engines.Sqlite)]
    [InlineData("HELO", Engines.Postgres)]
    public async Task A_bounce_is_taken_over_the_wire_and_acknowledged_once_it_is_kept(string hello, string engine)
    {
        await using var newsroom = await OpenAsync(engine);
        using var talk = await TalkAsync(newsroom);
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 3, 9);

        Assert.StartsWith("250", await talk.AskAsync($"{hello} there.example"), StringComparison.Ordinal);
        Assert.StartsWith("250", await talk.AskAsync("MAIL FROM:<> SIZE=900"), StringComparison.Ordinal);
        Assert.StartsWith("250", await talk.AskAsync($"RCPT TO:<B+{token.ToUpperInvariant()}@Outlet.example>"), StringComparison.Ordinal);
        Assert.StartsWith("354", await talk.AskAsync("DATA"), StringComparison.Ordinal);
        // The address in the envelope is what counts, whatever the header says.
        Assert.StartsWith("250", await talk.AskAsync(TakeReturnTests.Bounce("nobody", "5.1.1", "550 5.1.1 no such user") + "\r\n."), StringComparison.Ordinal);

        await using var db = newsroom.Db();
        var kept = await db.Set<KeptReturn>().SingleAsync(Cancel);
        Assert.Equal((token, MailReturn.Hard), (kept.Token, kept.Kind));
        Assert.StartsWith("221", await talk.AskAsync("QUIT"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_return_addresses_with_a_token_of_ours_are_taken()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        using var talk = await TalkAsync(newsroom);
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 3, 9);
        await talk.AskAsync("EHLO there.example");
        await talk.AskAsync("MAIL FROM:<>");

        foreach (var address in new[] { "news@outlet.example", $"b+{token}@other.example", $"b+{token[..^1]}@outlet.example", $"b+{(token[3] == 'a' ? token.Replace('a', 'b') : token[..3] + 'a' + token[4..])}@outlet.example", "" })
        {
            Assert.StartsWith("550 5.1.1", await talk.AskAsync($"RCPT TO:<{address}>"), StringComparison.Ordinal);
        }
        Assert.StartsWith("503", await talk.AskAsync("DATA"), StringComparison.Ordinal);
        Assert.StartsWith("250", await talk.AskAsync($"RCPT TO:<leave+{token}@outlet.example>"), StringComparison.Ordinal);
        Assert.StartsWith("452", await talk.AskAsync($"RCPT TO:<b+{token}@outlet.example>"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_feed_alone_ends_no_message_so_that_none_is_slipped_in()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        using var talk = await TalkAsync(newsroom);
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 3, 9);
        await talk.AskAsync("EHLO there.example");
        await talk.AskAsync("MAIL FROM:<reader@there.example>");
        await talk.AskAsync($"RCPT TO:<leave+{token}@outlet.example>");
        await talk.AskAsync("DATA");

        var answer = await talk.AskAsync("Subject: one\r\n\r\n..two\n.\nMAIL FROM:<>\n.\r\nstill the same\r\n.");

        Assert.StartsWith("250 2.0.0", answer, StringComparison.Ordinal);
        Assert.StartsWith("250 2.0.0 Here", await talk.AskAsync("NOOP"), StringComparison.Ordinal);
        await using var db = newsroom.Db();
        Assert.Equal(MailReturn.Left, (await db.Set<KeptReturn>().SingleAsync(Cancel)).Kind);
    }

    [Fact]
    public async Task What_is_too_long_or_too_large_is_refused()
    {
        await using var newsroom = await OpenAsync(Engines.Sqlite);
        using var talk = await TalkAsync(newsroom);
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 3, 9);
        await talk.AskAsync("EHLO there.example");

        Assert.StartsWith("552", await talk.AskAsync($"MAIL FROM:<> SIZE={TakeReturn.Largest + 1}"), StringComparison.Ordinal);
        await talk.AskAsync("MAIL FROM:<>");
        await talk.AskAsync($"RCPT TO:<b+{token}@outlet.example>");
        await talk.AskAsync("DATA");
        Assert.StartsWith("552", await talk.AskAsync(string.Concat(Enumerable.Repeat(new string('x', 998) + "\r\n", (TakeReturn.Largest / 1000) + 2)) + "."), StringComparison.Ordinal);
        Assert.StartsWith("500", await talk.AskAsync(new string('x', 5000)), StringComparison.Ordinal);
        Assert.Null(await talk.ReadAsync());
    }

    private static async Task<TestNewsroom> OpenAsync(string engine)
    {
        var newsroom = await TestNewsroom.OpenAsync(engine, null, ("Kit:Address", "https://outlet.example"), ("Mail:Inbound:Listen", "127.0.0.1:0"));
        await newsroom.Get<ListenForReturns>().StartAsync(Cancel);
        return newsroom;
    }

    private static async Task<Talk> TalkAsync(TestNewsroom newsroom)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", await newsroom.Get<ListenForReturns>().Port.WaitAsync(Cancel), Cancel);
        var talk = new Talk(client);
        Assert.StartsWith("220", await talk.ReadAsync(), StringComparison.Ordinal);
        return talk;
    }

    private sealed class Talk(TcpClient client) : IDisposable
    {
        private readonly StreamReader reader = new(client.GetStream(), Encoding.ASCII);

        public async Task<string?> AskAsync(string line)
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), Cancel);
            return await ReadAsync();
        }

        public async Task<string?> ReadAsync()
        {
            while (await reader.ReadLineAsync(Cancel) is { } line)
            {
                if (line.Length < 4 || line[3] != '-')
                {
                    return line;
                }
            }
            return null;
        }

        public void Dispose()
        {
            reader.Dispose();
            client.Dispose();
        }
    }
}
