using System.Text;
using Broadside.Mail.Inbound;

namespace Broadside.Tests.Mail.Inbound;

public sealed class ReadReturnTests
{
    private const string Token = "0123456789abcdefghjkmnpqrstvwxyz01";

    [Theory]
    [InlineData("report", MailReturn.Hard, "5.1.1", "550 5.1.1 <reader@there.example>: No such user")]
    [InlineData("words", MailReturn.Soft, "5.2.2", "192.0.2.1 said after RCPT TO: 552 mailbox full, quota of 5.2.2 exceeded")]
    [InlineData("complaint", MailReturn.Complaint, "", "abuse: FW: The day")]
    [InlineData("leave", MailReturn.Left, "", "unsubscribe")]
    [InlineData("away", MailReturn.Auto, "", "Fuera de la oficina: vuelvo mañana")]
    public void Each_kind_is_told_with_its_token_and_its_words(string file, MailReturn kind, string status, string words)
    {
        var message = File.ReadAllBytes(Repository.At("tests", "fuzz", "return", file));
        var otherEnds = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message).ReplaceLineEndings("\n"));

        foreach (var read in new[] { ReadReturn.Run(message), ReadReturn.Run(otherEnds) })
        {
            Assert.Equal((kind, status, words), (read.Kind, read.Status, read.Words));
            Assert.Equal([Token], read.Tokens);
        }
    }

    [Theory]
    [InlineData("4.2.1", "450 4.2.1 no such user", MailReturn.Soft)]
    [InlineData("5.1.10", "550 5.1.10 recipient not found", MailReturn.Hard)]
    [InlineData("5.2.1", "550 5.2.1 mailbox disabled for good", MailReturn.Soft)]
    [InlineData("5.2.1", "550 5.2.1 no such user", MailReturn.Soft)]
    [InlineData("5.2.1", "550 5.2.1 no such user (in reply to RCPT TO command)", MailReturn.Hard)]
    [InlineData("5.0.0", "ユーザーのメールボックスに空きがありません", MailReturn.Soft)]
    [InlineData("5.0.0", "ユーザーが見つかりません", MailReturn.Hard)]
    [InlineData("5.3.2", "521 5.3.2 this host does not accept mail", MailReturn.Hard)]
    [InlineData("5.0.0", "550 address rejected", MailReturn.Soft)]
    [InlineData("5.0.0", "550 user unknown, IP=192.0.2.7 (BL)", MailReturn.Policy)]
    [InlineData("5.0.0", "550 connection frequency limited, blocked", MailReturn.Soft)]
    [InlineData("5.6.1", "500 5.6.1 content rejected", MailReturn.Soft)]
    [InlineData("5.6.1", "500 5.6.1 content rejected as spam", MailReturn.Policy)]
    [InlineData("5.2.2", "552 5.2.2 no such user has room", MailReturn.Soft)]
    [InlineData("5.7.1", "550 5.7.1 not wanted", MailReturn.Policy)]
    [InlineData("5.1.1", "550 5.1.1 sender address rejected: user unknown", MailReturn.Policy)]
    [InlineData("5.0.0", "550 5.1.1 user unknown", MailReturn.Hard)]
    [InlineData("5.0.0", "550 something else", MailReturn.Soft)]
    public void The_code_is_heard_first_and_a_word_of_doubt_spares_the_reader(string status, string words, MailReturn kind) =>
        Assert.Equal(kind, ReadReturn.Run(Encoding.UTF8.GetBytes(TakeReturnTests.Bounce(Token, status, words))).Kind);

    [Theory]
    [InlineData("RCPT TO", MailReturn.Hard)]
    [InlineData("end of DATA", MailReturn.Soft)]
    [InlineData("EHLO", MailReturn.Policy)]
    public void Nobody_of_that_name_is_believed_of_a_server_that_says_it_when_the_name_is_named(string step, MailReturn kind)
    {
        var message = TakeReturnTests.Bounce(Token, "5.0.0", "550 user unknown").Replace("It could not be delivered.", $"550 user unknown (in reply to {step} command)", StringComparison.Ordinal);

        Assert.Equal(kind, ReadReturn.Run(Encoding.UTF8.GetBytes(message)).Kind);
    }

    [Theory]
    [InlineData(">>> RCPT To:<reader@there.example>\n<<< 550 User unknown\n421 there.example... Deferred: connection timed out", MailReturn.Hard)]
    [InlineData(">>> DATA\n<<< 550 User unknown\n554 there.example... Service unavailable", MailReturn.Soft)]
    [InlineData(">>> MAIL From:<b@outlet.example>\n<<< 550-We know\n<<< 550 you", MailReturn.Policy)]
    [InlineData(">>> MAIL From:<b@outlet.example>\n>>> RCPT To:<reader@there.example>\n<<< 550 User unknown", MailReturn.Hard)]
    public void Of_a_session_that_was_written_down_the_answer_that_refused_counts(string session, MailReturn kind) =>
        Assert.Equal(kind, ReadReturn.Run(Encoding.UTF8.GetBytes($"From: MAILER-DAEMON@there.example\nTo: b+{Token}@outlet.example\nSubject: Returned mail: see transcript\n\n   ----- Transcript of session follows -----\n{session}\n")).Kind);

    [Theory]
    [InlineData("{0}")]
    [InlineData("{\n  \"Type\" : \"Notification\",\n  \"Message\" : \"{1}\"\n}")]
    public void A_notice_of_Amazon_that_comes_by_mail_is_a_bounce_though_its_lines_were_broken(string form)
    {
        var notice = """{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"reader@there.example","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},"mail":{"source":"TOKEN","headers":[{"name":"BREAK"}]}}"""
            .Replace("TOKEN", $"b+{Token}@outlet.example", StringComparison.Ordinal).Replace("BREAK", "X\n -Folded", StringComparison.Ordinal);
        var text = form.Replace("{0}", notice, StringComparison.Ordinal).Replace("{1}", notice.Replace("\"", "\\\"", StringComparison.Ordinal), StringComparison.Ordinal);

        var read = ReadReturn.Run(Encoding.UTF8.GetBytes($"From: no-reply@sns.amazonaws.com\nTo: news@outlet.example\nSubject: AWS Notification Message\n\n{text}\n\n--\nIf you wish to stop"));

        Assert.Equal((MailReturn.Hard, "5.1.1", "550 5.1.1 user unknown"), (read.Kind, read.Status, read.Words));
        Assert.Equal([Token], read.Tokens);
    }

    [Fact]
    public void A_message_that_is_all_boundaries_and_depth_is_read_in_bounds()
    {
        var message = new StringBuilder("From: a@b.example\r\n");
        for (var i = 0; i < 3000; i++)
        {
            message.Append($"Content-Type: multipart/mixed; boundary=\"b{i}\"\r\n\r\n--b{i}\r\n");
        }

        Assert.Null(ReadReturn.Run(Encoding.ASCII.GetBytes(message.ToString())).Kind);
    }
}
