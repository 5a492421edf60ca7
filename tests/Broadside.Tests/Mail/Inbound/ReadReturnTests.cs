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
    [InlineData("5.2.1", "550 5.2.1 no such user", MailReturn.Hard)]
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
    public void Nobody_of_that_name_is_believed_of_a_server_that_says_it_when_the_name_is_named(string step, MailReturn kind)
    {
        var message = TakeReturnTests.Bounce(Token, "5.0.0", "550 user unknown").Replace("It could not be delivered.", $"550 user unknown (in reply to {step} command)", StringComparison.Ordinal);

        Assert.Equal(kind, ReadReturn.Run(Encoding.UTF8.GetBytes(message)).Kind);
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
