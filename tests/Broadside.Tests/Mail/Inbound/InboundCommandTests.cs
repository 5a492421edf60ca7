using Broadside.Mail;
using Broadside.Mail.Inbound;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Mail.Inbound;

public sealed class InboundCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_on_standard_input_is_taken_and_the_mail_server_is_told_so()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var token = newsroom.Get<MailToken>().Make(MailTokenUse.Digest, 1, 2);

        var first = await RunAsync(newsroom.Folder, null, TakeReturnTests.Bounce(token, "5.2.2", "552 5.2.2 mailbox full"));
        var again = await RunAsync(newsroom.Folder, null, TakeReturnTests.Bounce(token, "5.2.2", "552 5.2.2 mailbox full"));
        var stranger = await RunAsync(newsroom.Folder, null, "Subject: hello\n\nhello\n");

        Assert.Equal((0, "Soft: 552 5.2.2 mailbox full"), (first.ExitCode, first.Output.Trim()));
        Assert.Equal((0, "This message was taken before."), (again.ExitCode, again.Output.Trim()));
        Assert.Equal((0, "It is about no message of this newsroom. Nothing was changed."), (stranger.ExitCode, stranger.Output.Trim()));
        await using var db = newsroom.Db();
        Assert.Equal((token, MailReturn.Soft), (await db.Set<KeptReturn>().ToListAsync(Cancel)).Select(k => (k.Token, k.Kind)).Single());
    }

    [Fact]
    public async Task When_nothing_can_be_kept_the_mail_server_keeps_it_and_tries_again()
    {
        using var folder = new TempFolder();

        var broken = await RunAsync(folder.Path, "Host=/nowhere;Username=nobody;Database=none;Timeout=1", "Subject: hello\n\nhello\n");

        Assert.Equal(75, broken.ExitCode);
        Assert.NotEmpty(broken.Error.Trim());
    }

    private static async Task<TestProgram.Result> RunAsync(string data, string? postgres, string message)
    {
        var start = TestProgram.StartInfo(data, postgres, null, ["mail", "inbound"]);
        start.RedirectStandardInput = true;
        using var process = System.Diagnostics.Process.Start(start)!;
        await process.StandardInput.WriteAsync(message.AsMemory(), Cancel);
        process.StandardInput.Close();
        return await TestProgram.EndAsync(process);
    }
}
