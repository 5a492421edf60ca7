using System.Text;
using Broadside.Digest;
using Broadside.Digest.Body;
using Broadside.Kit;
using Broadside.Mail;
using Broadside.Mail.Dkim;
using CsCheck;
using MimeKit;

namespace Broadside.Tests.Digest;

public sealed class BodyTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char[" .=Fañ—\n\t\u00a0"], 0, 400],
        Gen.String[Gen.Char[' ', '~'], 0, 400],
        Gen.Const("From here.\n.\n..\n  two  blanks \n" + new string('x', 300) + " \n🗞️ " + new string('é', 120)));

    [Fact]
    public void A_frozen_body_is_the_same_after_its_way_and_says_what_was_written() => Texts.Sample(
        text =>
        {
            var wanted = text.Replace("\r", "", StringComparison.Ordinal).TrimEnd('\n') + "\n";
            var body = MakeBody.Run(0, 7, "en", "Subject", text, "<p>" + text + "</p>");

            // Relaxed form, dot-stuffing and line length leave it as it is: what is signed is what is sent.
            Assert.Equal(body.Bytes, DkimText.Body(body.Bytes));
            var lines = Encoding.ASCII.GetString(body.Bytes).Split("\r\n");
            Assert.DoesNotContain(lines, l => l.StartsWith('.') || l.Length > 78 || l.EndsWith(' ') || l.Contains('\n', StringComparison.Ordinal));
            var message = Load(body);
            Assert.Equal(wanted, message.TextBody!.ReplaceLineEndings("\n"));
        },
        iter: 2000, seed: "0000KLnBqwe2");

    [Fact]
    public void A_hole_is_never_broken_and_holds_the_token_alone() => Gen.Int[0, 90].Sample(
        before =>
        {
            var token = new string('t', MailToken.Length);
            var text = new string('a', before) + QuotedPrintable.Hole + " and " + QuotedPrintable.Hole + ".";
            var body = MakeBody.Run(0, 7, "en", "Subject", text, text);
            Assert.Equal(4, body.Holes.Length);
            foreach (var hole in body.Holes)
            {
                Encoding.ASCII.GetBytes(token).CopyTo(body.Bytes, hole);
            }
            Assert.Equal($"{new string('a', before)}{token} and {token}.", Load(body).TextBody!.Trim());
        },
        iter: 91, seed: "0000KLnBqwe2");

    [Fact]
    public async Task A_signature_made_ahead_makes_the_same_message_and_one_for_another_address_is_not_used()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var digest = new DigestRow { Number = 3, Day = "2026-11-22", FrozenAt = newsroom.Time.GetUtcNow() };
        var bodies = new Dictionary<int, FrozenBody> { [0] = MakeBody.Run(0, 3, "en", "News — today", "Text " + QuotedPrintable.Hole, "<p>" + QuotedPrintable.Hole + "</p>") };
        var writer = new MessageWriter(digest, bodies, "The “Harbour” Post", newsroom.Get<MailToken>(), newsroom.Get<Sender>(), newsroom.Get<BaseAddress>());
        var signer = newsroom.Get<DkimKeys>().Signer;

        var ahead = writer.SignAhead(5, "ana@example.org", 0, signer);
        var onItsWay = writer.Write(5, "ana@example.org", 0, signer, null).ToArray();

        Assert.Equal(onItsWay, writer.Write(5, "ana@example.org", 0, signer, ahead).ToArray());
        Assert.Equal(writer.Write(5, "ben@example.org", 0, signer, null).ToArray(), writer.Write(5, "ben@example.org", 0, signer, ahead).ToArray());
        Assert.NotEqual(onItsWay, writer.Write(6, "ana@example.org", 0, signer, null).ToArray());
        var message = await MimeMessage.LoadAsync(new MemoryStream(onItsWay), TestContext.Current.CancellationToken);
        Assert.Equal(("News — today", "The “Harbour” Post"), (message.Subject, Assert.Single(message.From.Mailboxes).Name));
        Assert.All(Encoding.UTF8.GetString(onItsWay).Split("\r\n").TakeWhile(l => l.Length > 0), l => Assert.True(l.Length <= 200, l));
    }

    [Fact]
    public async Task A_message_is_the_same_whatever_was_written_before_it()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var digest = new DigestRow { Number = 3, Day = "2026-11-22", FrozenAt = newsroom.Time.GetUtcNow() };
        var bodies = new Dictionary<int, FrozenBody>
        {
            [0] = MakeBody.Run(0, 3, "en", "News", "Text " + QuotedPrintable.Hole, "<p>" + QuotedPrintable.Hole + "</p>"),
            [1] = MakeBody.Run(1, 3, "es", "Noticias", new string('x', 20000) + QuotedPrintable.Hole, "<p>Corto</p>"),
        };
        var signer = newsroom.Get<DkimKeys>().Signer;
        MessageWriter Fresh() => new(digest, bodies, "The Post", newsroom.Get<MailToken>(), newsroom.Get<Sender>(), newsroom.Get<BaseAddress>());
        var used = Fresh();
        // The third one's header is longer than any that a reader's address makes.
        (long Subscriber, string To, int Body)[] messages = [(1, "ana@example.org", 0), (2, "ben@example.org", 0), (3, new string('ñ', 9000) + "@example.org", 0), (4, "eva@example.org", 1), (1, "ana@example.org", 0)];
        foreach (var (subscriber, to, body) in messages)
        {
            Assert.Equal(Fresh().Write(subscriber, to, body, signer, null).ToArray(), used.Write(subscriber, to, body, signer, null).ToArray());
            Assert.Equal(Fresh().Write(subscriber, to, body, null, null).ToArray(), used.Write(subscriber, to, body, null, null).ToArray());
        }
    }

    private static MimeMessage Load(FrozenBody body)
    {
        var whole = Encoding.ASCII.GetBytes($"MIME-Version: 1.0\r\nSubject: {body.Subject}\r\nContent-Type: {body.ContentType}\r\n\r\n").Concat(body.Bytes).ToArray();
        return MimeMessage.Load(new MemoryStream(whole));
    }
}
