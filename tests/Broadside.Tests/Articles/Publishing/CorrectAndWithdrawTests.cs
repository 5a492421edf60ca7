using Broadside.Articles;
using Broadside.Staff;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Articles.Publishing;

public sealed class CorrectAndWithdrawTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_correction_is_public_once_however_often_it_is_pressed(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.WriteAsync(Drafts.Fresh("a", "The vote", "On 5 May."), editor);
        await editor.PressPublishAsync("a");
        desk.Time.Advance(TimeSpan.FromMinutes(5));
        const string Text = "The vote was on <b>4</b> May.";

        Assert.Equal(302, (await CorrectAsync(editor, "1", Text)).Status);
        Assert.Equal(422, (await CorrectAsync(editor, "1", Text)).Status);
        Assert.Equal(422, (await CorrectAsync(editor, "2", "  ")).Status);

        var page = await desk.Stranger().GetAsync(desk.Get<Catalogue>().ById("a")!.Address);
        Assert.Equal(2, desk.Get<Catalogue>().ById("a")!.Version.Number);
        Assert.Contains("The vote was on &lt;b&gt;4&lt;/b&gt; May.", page.Body, StringComparison.Ordinal);
        Assert.Contains("correction number 2", (await editor.GetAsync("/desk/articles/a/correct")).Text, StringComparison.Ordinal);
        Assert.Equal(302, (await editor.SubmitAsync("/desk/articles/a/published", "/desk/articles/a/published?handler=Undo", ("Number", "2"))).Status);
        Assert.DoesNotContain("4&lt;/b&gt; May", (await desk.Stranger().GetAsync(desk.Get<Catalogue>().ById("a")!.Address)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Withdrawing_says_what_goes_asks_who_it_is_and_can_be_taken_back_from_the_history(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var editor = await desk.SignedInAsync(Role.Editor);
        await desk.WriteAsync(Drafts.Fresh("a", "The vote", "One two three four."), editor);
        await editor.PressPublishAsync("a");
        var address = desk.Get<Catalogue>().ById("a")!.Address;
        var token = DeskClient.TokenOf((await editor.GetAsync("/desk")).Body);
        desk.Time.Advance(TimeSpan.FromMinutes(11));
        var asked = await editor.PostAsync("/desk/articles/a/withdraw", ("Reason", "A judge said so."), ("__RequestVerificationToken", token));
        Assert.Equal((302, "/desk/confirm?to=%2Fdesk%2Farticles%2Fa%2Fwithdraw"), (asked.Status, asked.To));
        Assert.Equal(200, (await desk.Stranger().GetAsync(address)).Status);

        using var fresh = desk.Browser(await Broadside.Tests.Staff.People.JoinAsync(desk.Services, Role.Editor));
        Assert.Contains("6 words disappear", (await fresh.GetAsync("/desk/articles/a/withdraw")).Text, StringComparison.Ordinal);
        Assert.Equal(422, (await fresh.SubmitAsync("/desk/articles/a/withdraw", "/desk/articles/a/withdraw", ("Reason", " "))).Status);
        Assert.Equal(302, (await fresh.SubmitAsync("/desk/articles/a/withdraw", "/desk/articles/a/withdraw", ("Reason", "A <i>judge</i> said so."))).Status);
        var gone = await desk.Stranger().GetAsync(address);
        Assert.Equal(410, gone.Status);
        Assert.Contains("A &lt;i&gt;judge&lt;/i&gt; said so.", gone.Body, StringComparison.Ordinal);

        Assert.Equal(302, (await fresh.SubmitAsync("/desk/articles/a/history", "/desk/articles/a/history?handler=Restore", ("Number", "1"))).Status);
        Assert.Equal(302, (await fresh.PressPublishAsync("a")).Status);
        Assert.Equal(200, (await desk.Stranger().GetAsync(address)).Status);
        // Undone, it is as withdrawn as it was.
        Assert.Equal(302, (await fresh.SubmitAsync("/desk/articles/a/published", "/desk/articles/a/published?handler=Undo", ("Number", "3"))).Status);
        Assert.Equal(410, (await desk.Stranger().GetAsync(address)).Status);
    }

    private static Task<DeskClient.Answer> CorrectAsync(DeskClient browser, string version, string text) =>
        browser.SubmitAsync("/desk/articles/a/correct", "/desk/articles/a/correct", ("Version", version), ("Kind", "Correction"), ("Text", text));
}
