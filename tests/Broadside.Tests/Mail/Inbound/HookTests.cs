using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Broadside.Mail;
using Broadside.Mail.Inbound;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Mail.Inbound;

public sealed class HookTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:bounces";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ses")]
    [InlineData("postmark")]
    [InlineData("mailgun")]
    public async Task An_address_that_nobody_has_set_a_secret_for_is_none(string relay)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite);

        var answer = await newsroom.Client.PostAsync($"/mail/hooks/{relay}", new StringContent("{}"), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Postmark_is_believed_by_its_password_alone_and_heard_once(string engine)
    {
        await using var newsroom = await HostedNewsroom.StartAsync(engine, ("Mail:Hooks:PostmarkPassword", "let me in"));
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 8, 2);
        var notice = JsonSerializer.Serialize(new { RecordType = "Bounce", Type = "HardBounce", Email = "reader@there.example", Details = "smtp;550 5.1.1 reader@there.example is unknown", Content = $"Message-ID: <d.{token}@outlet.example>\r\n" });

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(newsroom, "postmark", notice, null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(newsroom, "postmark", notice, "hook:let me out"));
        Assert.Empty(await KeptAsync(newsroom));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(newsroom, "postmark", notice, "hook:let me in"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(newsroom, "postmark", notice, "hook:let me in"));

        var kept = Assert.Single(await KeptAsync(newsroom));
        Assert.Equal((token, MailReturn.Hard, "5.1.1"), (kept.Token, kept.Kind, kept.Status));
        Assert.DoesNotContain("reader", kept.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mailgun_is_believed_by_its_signature_while_it_is_fresh()
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite, ("Mail:Hooks:MailgunKey", "key-1"));
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 8, 3);
        var now = newsroom.Time.GetUtcNow();

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(newsroom, "mailgun", Mailgun(token, "key-2", now), null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(newsroom, "mailgun", Mailgun(token, "key-1", now.AddDays(-1)), null));
        Assert.Empty(await KeptAsync(newsroom));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(newsroom, "mailgun", Mailgun(token, "key-1", now), null));

        Assert.Equal((token, MailReturn.Complaint), (await KeptAsync(newsroom)).Select(k => (k.Token, k.Kind)).Single());
    }

    [Fact]
    public async Task Amazon_is_believed_by_the_certificate_on_this_machine_and_for_the_topic_that_is_set()
    {
        using var folder = new TempFolder();
        using var key = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var request = new CertificateRequest("CN=notices.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await File.WriteAllTextAsync(folder.At("notices.pem"), certificate.ExportCertificatePem(), Cancel);
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite, ("Mail:Hooks:SesCertificate", folder.At("notices.pem")), ("Mail:Hooks:SesTopic", Topic));
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 8, 4);
        var message = JsonSerializer.Serialize(new { notificationType = "Bounce", bounce = new { bounceType = "Permanent", bounceSubType = "General", bouncedRecipients = new[] { new { emailAddress = "reader@there.example", status = "5.1.1", diagnosticCode = "smtp; 550 5.1.1 user unknown" } } }, mail = new { source = $"b+{token}@outlet.example" } });

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(newsroom, "ses", Sns(other, Topic, message), null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(newsroom, "ses", Sns(key, Topic + "2", message), null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(newsroom, "ses", Sns(key, Topic, message).Replace("reader@", "editor@", StringComparison.Ordinal), null));
        Assert.Empty(await KeptAsync(newsroom));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(newsroom, "ses", Sns(key, Topic, message), null));

        Assert.Equal((token, MailReturn.Hard, "5.1.1"), (await KeptAsync(newsroom)).Select(k => (k.Token, k.Kind, k.Status)).Single());
    }

    [Fact]
    public async Task What_is_no_notice_is_refused()
    {
        await using var newsroom = await HostedNewsroom.StartAsync(Engines.Sqlite, ("Mail:Hooks:MailgunKey", "key-1"));

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(newsroom, "mailgun", "not json", null));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(newsroom, "mailgun", "[]", null));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync(newsroom, "mailgun", new string('x', 2 << 20), null));
    }

    private static async Task<HttpStatusCode> PostAsync(HostedNewsroom newsroom, string relay, string notice, string? password)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/mail/hooks/{relay}") { Content = new StringContent(notice, Encoding.UTF8, "application/json") };
        if (password is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(password)));
        }
        return (await newsroom.Client.SendAsync(request, Cancel)).StatusCode;
    }

    private static async Task<List<KeptReturn>> KeptAsync(HostedNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<KeptReturn>().ToListAsync(Cancel);
    }

    private static string Mailgun(string token, string key, DateTimeOffset at)
    {
        var (seconds, word) = (at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), "0123456789");
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(seconds + word)));
        return JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["signature"] = new { timestamp = seconds, token = word, signature },
            ["event-data"] = new Dictionary<string, object>
            {
                ["event"] = "complained",
                ["recipient"] = "reader@there.example",
                ["message"] = new { headers = new Dictionary<string, string> { ["message-id"] = $"d.{token}@outlet.example" } },
            },
        });
    }

    private static string Sns(RSA key, string topic, string message)
    {
        var signed = $"Message\n{message}\nMessageId\nm-1\nTimestamp\n2026-11-22T12:00:00.000Z\nTopicArn\n{topic}\nType\nNotification\n";
        return JsonSerializer.Serialize(new
        {
            Type = "Notification",
            MessageId = "m-1",
            TopicArn = topic,
            Message = message,
            Timestamp = "2026-11-22T12:00:00.000Z",
            SignatureVersion = "2",
            Signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
            SigningCertURL = "https://elsewhere.example/certificate.pem",
        });
    }
}
