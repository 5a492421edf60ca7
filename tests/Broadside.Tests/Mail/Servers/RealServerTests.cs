using System.Text;
using Broadside.Mail;
using Broadside.Mail.Dkim;
using Broadside.Mail.Inbound;
using Broadside.Mail.Letters;
using Broadside.Tests.Mail.Inbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Mail.Servers;

/// <summary>With real Postfix, Dovecot and verifiers of signatures that others wrote.</summary>
[Trait("Suite", "slow")]
public sealed class RealServerTests
{
    private const string Verifier = "/usr/sbin/opendkim";
    private const string Python = "/usr/bin/python3";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_arrives_through_Postfix_and_Dovecot_and_its_signature_is_good_to_others()
    {
        MailServers.SkipWithout(Verifier, Python, "/usr/lib/python3/dist-packages/dkim/__init__.py");
        await using var servers = new MailServers();
        await servers.StartDovecotAsync();
        await servers.StartPostfixAsync(back: 9);
        await using var newsroom = await OpenAsync(servers.Smtp);

        await PostAsync(newsroom, "reader@there.example", "Un día, öffentlich");

        var message = Assert.Single(await servers.MailAsync(1));
        var text = Encoding.UTF8.GetString(message);
        Assert.Contains("Return-Path: <b+", text, StringComparison.Ordinal);
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder.At("message"), message, Cancel);
        await CheckByOpenDkimAsync(newsroom, folder);
        await CheckByPythonAsync(newsroom, folder, "message", "True");
        // A verifier that would say yes to anything proves nothing.
        await File.WriteAllBytesAsync(folder.At("altered"), Encoding.UTF8.GetBytes(text.Replace("Hello", "Jello", StringComparison.Ordinal)), Cancel);
        await CheckByPythonAsync(newsroom, folder, "altered", "False");
    }

    [Fact]
    public async Task A_real_bounce_comes_back_to_our_listener_and_is_understood()
    {
        MailServers.SkipWithout();
        await using var servers = new MailServers();
        await servers.StartDovecotAsync();
        await using var newsroom = await OpenAsync(servers.Smtp);
        var listener = newsroom.Get<ListenForReturns>();
        await listener.StartAsync(Cancel);
        await servers.StartPostfixAsync(await listener.Port.WaitAsync(Cancel));

        var letter = await PostAsync(newsroom, "nobody-of-that-name@there.example", "Hello");

        var kept = await KeptAsync(newsroom, servers);
        Assert.Equal((newsroom.Get<MailToken>().Make(MailTokenUse.Letter, 0, letter), MailReturn.Hard, "5.1.1"), (kept.Token, kept.Kind, kept.Status));
        Assert.DoesNotContain("nobody-of-that-name", kept.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("imap", "mark")]
    [InlineData("imap", "delete")]
    [InlineData("pop3", "delete")]
    public async Task A_mailbox_is_looked_into_and_only_what_is_ours_is_touched(string protocol, string after)
    {
        MailServers.SkipWithout();
        await using var servers = new MailServers();
        await servers.StartDovecotAsync();
        await using var newsroom = await OpenAsync(servers.Smtp, ("Mail:Inbound:Host", "127.0.0.1"), ("Mail:Inbound:Port", $"{(protocol == "imap" ? servers.Imap : servers.Pop3)}"), ("Mail:Inbound:Tls", "none"),
            ("Mail:Inbound:User", "reader"), ("Mail:Inbound:Password", "secret"), ("Mail:Inbound:Protocol", protocol), ("Mail:Inbound:After", after));
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 4, 5);
        await servers.PutAsync("1", TakeReturnTests.Bounce(token, "5.1.1", "550 5.1.1 no such user"));
        await servers.PutAsync("2", "From: a.person@there.example\r\nTo: news@outlet.example\r\nSubject: A letter to the editor\r\n\r\nHello\r\n");
        var fetch = newsroom.Services.GetServices<Broadside.Jobs.IJob>().Single(j => j.Kind == FetchReturns.JobKind);

        await fetch.RunAsync("{}", Cancel);
        await fetch.RunAsync("{}", Cancel);

        await using var db = newsroom.Db();
        Assert.Equal(token, (await db.Set<KeptReturn>().SingleAsync(Cancel)).Token);
        Assert.Equal(1, (await db.Set<MailStray>().SingleAsync(Cancel)).Count);
        var left = servers.Kept();
        Assert.Contains(left, m => m.Contains("A letter to the editor", StringComparison.Ordinal));
        Assert.Equal(after == "delete" ? 1 : 2, left.Count);
    }

    [Fact]
    public async Task A_mailbox_that_cannot_be_read_is_told_and_thrown_at_nobody()
    {
        MailServers.SkipWithout();
        await using var servers = new MailServers();
        await servers.StartDovecotAsync();
        await using var newsroom = await OpenAsync(servers.Smtp, ("Mail:Inbound:Host", "127.0.0.1"), ("Mail:Inbound:Port", $"{servers.Imap}"), ("Mail:Inbound:Tls", "none"), ("Mail:Inbound:User", "reader"), ("Mail:Inbound:Password", "wrong"));

        await newsroom.Services.GetServices<Broadside.Jobs.IJob>().Single(j => j.Kind == FetchReturns.JobKind).RunAsync("{}", Cancel);

        await using var db = newsroom.Db();
        Assert.Contains("cannot be read", (await db.Set<Broadside.Guard.Alarm>().SingleAsync(Cancel)).Message, StringComparison.Ordinal);
    }

    private static Task<TestNewsroom> OpenAsync(int smtp, params (string, string)[] more) => TestNewsroom.OpenAsync(Engines.Sqlite, null,
        [("Kit:Address", "https://outlet.example"), ("Mail:DkimEd25519", "true"), ("Mail:Inbound:Listen", "127.0.0.1:0"), ("Mail:Routes:0:Name", "postfix"), ("Mail:Routes:0:Host", "127.0.0.1"), ("Mail:Routes:0:Port", $"{smtp}"), ("Mail:Routes:0:Tls", "none"), .. more]);

    private static async Task<long> PostAsync(TestNewsroom newsroom, string to, string subject)
    {
        await using var db = newsroom.Db();
        var letter = await newsroom.Get<PostLetter>().RunAsync(db, new NewLetter { Kind = "confirm", To = to, Subject = subject, Text = "Hello, and más…\n.\n..two dots\n", Html = "<!doctype html><html lang=\"en\"><title>x</title><p>Hello</p></html>", Language = "en" }, Cancel);
        await db.SaveChangesAsync(Cancel);
        await newsroom.Get<SendLetters>().RunAsync("{}", Cancel);
        await db.Entry(letter).ReloadAsync(Cancel);
        Assert.Equal(LetterState.Accepted, letter.State);
        return letter.Number;
    }

    private static async Task<KeptReturn> KeptAsync(TestNewsroom newsroom, MailServers servers)
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            await using var db = newsroom.Db();
            if (await db.Set<KeptReturn>().SingleOrDefaultAsync(Cancel) is { } kept)
            {
                return kept;
            }
            await Task.Delay(20, Cancel);
        }
        throw new TimeoutException("No bounce came. " + servers.Log());
    }

    private static async Task CheckByOpenDkimAsync(TestNewsroom newsroom, TempFolder folder)
    {
        await File.WriteAllLinesAsync(folder.At("keys"), newsroom.Get<DkimKeys>().Records.Select(r => $"{r.Name} {r.Value}"), Cancel);
        await File.WriteAllTextAsync(folder.At("opendkim.conf"), $"TestPublicKeys {folder.At("keys")}\nMode v\n", Cancel);

        // This verifier knows RSA alone, and reports on the first signature: the other one stands above and is no part of it.
        var text = await File.ReadAllTextAsync(folder.At("message"), Cancel);
        var (first, second) = (text.IndexOf("DKIM-Signature:", StringComparison.Ordinal), text.LastIndexOf("DKIM-Signature:", StringComparison.Ordinal));
        await File.WriteAllTextAsync(folder.At("rsa"), text[..first] + text[second..], Cancel);

        var (_, said) = await MailServers.RunAsync(Verifier, "-x", folder.At("opendkim.conf"), "-t", folder.At("rsa"));

        Assert.True(said.Contains("s=broadside", StringComparison.Ordinal) && said.Contains("2048-bit key", StringComparison.Ordinal) && said.Contains("succeeded", StringComparison.Ordinal), said);
    }

    // Both signatures, each by itself: RSA, and Ed25519 where this verifier knows it.
    private static async Task CheckByPythonAsync(TestNewsroom newsroom, TempFolder folder, string message, string verdict)
    {
        await File.WriteAllLinesAsync(folder.At("records"), newsroom.Get<DkimKeys>().Records.Select(r => $"{r.Name}. {r.Value}"), Cancel);
        await File.WriteAllTextAsync(folder.At("verify.py"), """
            import sys, dkim
            records = dict(line.rstrip("\n").split(" ", 1) for line in open(sys.argv[1]))
            message = open(sys.argv[2], "rb").read()
            def ask(name, timeout=5):
                return records.get(name.decode()).encode()
            def verify(i):
                try:
                    return dkim.DKIM(message).verify(i, dnsfunc=ask)
                except dkim.ValidationError:
                    return False
            count = message.count(b"DKIM-Signature:")
            print(count, [verify(i) for i in range(count)])
            """, Cancel);

        var (_, said) = await MailServers.RunAsync(Python, folder.At("verify.py"), folder.At("records"), folder.At(message));

        Assert.Equal($"2 [{verdict}, {verdict}]", said.Trim());
    }
}
