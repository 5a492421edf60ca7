using System.Text.Json;
using Broadside.Mail.Inbound;

namespace Broadside.Tests.Mail.Inbound;

/// <summary>Every real bounce, complaint and odd message of the test data, against the judgement of those who collected them.</summary>
public sealed class RealReturnTests(ITestOutputHelper output)
{
    private static readonly HashSet<string> AboutUs = ["authfailure", "badreputation", "blocked", "norelaying", "notcompliantrfc", "policyviolation", "rejected", "requireptr", "securityerror", "spamdetected", "virusdetected"];

    // Of the other folders, what is about a delivery; all else is mail between people.
    private static readonly string[] Returns = ["mikel-mail/multipart_report_emails/", "mimekit/messages/bounce.txt", "mimekit/messages/delivery-status", "mimekit/messages/feedback-report.txt", "mimekit/messages/disposition-notification.txt", "sisimai/maildir-dos/"];

    [Fact]
    public void Real_returns_are_understood_and_hard_is_said_with_care()
    {
        var folder = TestData.At("data", "mail", "sisimai");
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "expected.json")));
        int all = 0, right = 0, saidHard = 0, rightlyHard = 0, hard = 0, known = 0;
        foreach (var mail in expected.RootElement.EnumerateObject())
        {
            var path = Path.Combine(folder, "maildir-bsd", mail.Name);
            path = File.Exists(path) ? path : Path.Combine(folder, "maildir-dos", mail.Name);
            var read = ReadReturn.Run(File.ReadAllBytes(path));
            var wanted = mail.Value.EnumerateArray().Select(Kind).ToList();
            all++;
            var isRight = wanted.Contains(read.Kind);
            right += isRight ? 1 : 0;
            // What matters for the reader: dropped, not dropped, complained; soft or policy is a shade.
            known += wanted.Any(w => ForReader(w) == ForReader(read.Kind)) ? 1 : 0;
            hard += wanted.Contains(MailReturn.Hard) ? 1 : 0;
            if (read.Kind == MailReturn.Hard)
            {
                saidHard++;
                rightlyHard += isRight ? 1 : 0;
            }
            if (!isRight)
            {
                output.WriteLine($"{mail.Name}: {read.Kind?.ToString() ?? "nothing"}, not {string.Join('/', wanted.Select(w => w?.ToString() ?? "nothing"))} ({read.Status}; {mail.Value[0].GetProperty("status")} {mail.Value[0].GetProperty("reason")}) {read.Words}");
            }
        }
        output.WriteLine($"{all} mails: kind {100.0 * right / all:F1} %, consequence {100.0 * known / all:F1} %; hard: precision {100.0 * rightlyHard / saidHard:F1} % of {saidHard}, recall {100.0 * rightlyHard / hard:F1} % of {hard}");
        Assert.Equal(294, all);
        Assert.True(100.0 * rightlyHard / saidHard >= 94, "A reader who is dropped wrongly never knows.");
        Assert.True(100.0 * rightlyHard / hard >= 87);
        Assert.True(100.0 * right / all >= 92);
        Assert.True(100.0 * known / all >= 95);
    }

    [Fact]
    public void Other_real_messages_are_read_too_and_what_is_no_return_says_nothing()
    {
        var files = new[] { TestData.At("data", "mail", "mikel-mail"), TestData.At("data", "mail", "mimekit"), TestData.At("data", "mail", "sisimai", "not-bounce"), TestData.At("data", "mail", "sisimai", "maildir-dos") }
            .SelectMany(f => Directory.GetFiles(f, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal).ToList();
        Assert.True(files.Count > 90, $"only {files.Count} files");
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(TestData.At("data", "mail"), file);
            var kind = ReadReturn.Run(File.ReadAllBytes(file)).Kind;
            output.WriteLine($"{name}: {kind?.ToString() ?? "nothing"}");
            Assert.Equal(Returns.Any(r => name.StartsWith(r, StringComparison.Ordinal)), kind is not null);
        }
        Assert.Equal(MailReturn.Complaint, ReadReturn.Run(File.ReadAllBytes(TestData.At("data", "mail", "mimekit", "messages", "feedback-report.txt"))).Kind);
    }

    private static string ForReader(MailReturn? kind) => kind switch
    {
        MailReturn.Hard => "gone",
        MailReturn.Complaint or MailReturn.Left => "left",
        MailReturn.Soft or MailReturn.Policy => "stays",
        _ => "nothing",
    };

    private static MailReturn? Kind(JsonElement recipient)
    {
        var reason = recipient.GetProperty("reason").GetString()!;
        return reason switch
        {
            _ when recipient.GetProperty("hard").GetBoolean() => MailReturn.Hard,
            "feedback" => recipient.GetProperty("feedbacktype").GetString() switch
            {
                "auth-failure" => null,
                "opt-out" => MailReturn.Left,
                _ => MailReturn.Complaint,
            },
            "vacation" => MailReturn.Auto,
            "delivered" => null,
            _ when AboutUs.Contains(reason) && !recipient.GetProperty("status").GetString()!.StartsWith('4') => MailReturn.Policy,
            _ => MailReturn.Soft,
        };
    }
}
