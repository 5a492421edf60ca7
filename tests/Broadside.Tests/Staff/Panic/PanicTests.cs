using Broadside.Articles;
using Broadside.Articles.Sharing;
using Broadside.Guard;
using Broadside.Guard.Panic;
using Broadside.Kit;
using Broadside.Staff;
using Broadside.Staff.Panic;
using Broadside.Staff.Signing;
using Broadside.Tests.Articles.Publishing;
using Broadside.Tests.Desk;
using Broadside.Tests.Guard;
using Broadside.Tests.Guard.Keys;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Staff.Panic;

public sealed class PanicTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "panic-freeze")]
    public async Task One_press_freezes_signs_out_and_turns_the_key_and_there_is_a_way_back(string engine)
    {
        await using var desk = await TestDesk.StartAsync(engine);
        using var owner = await desk.SignedInAsync(Role.Owner, "ana@example.org");
        using var editor = await desk.SignedInAsync(Role.Editor, "ed@example.org");
        await desk.WriteAsync(Drafts.Fresh("a", "Bridge", "Closed."), editor);
        await editor.PressPublishAsync("a");
        var address = desk.Get<Catalogue>().ById("a")!.Address;
        await desk.Services.JoinAsync(Role.Treasurer, "t@example.org");
        var link = (await desk.Get<InvitePerson>().RunAsync("", "new@example.org", Role.Writer, Actor.Operator, Cancel)).Value!.Link;
        var old = desk.Get<KeyRing>().SitePublicKey;
        Assert.Equal(403, (await editor.GetAsync("/desk/keys")).Status);

        var pressed = await owner.SubmitAsync("/desk/keys", "/desk/keys?handler=Panic");

        Assert.Equal((302, "/desk/sign-in?done=panic"), (pressed.Status, pressed.To));
        Assert.All(await Task.WhenAll(owner.GetAsync("/desk"), editor.GetAsync("/desk")), a => Assert.StartsWith("/desk/sign-in", a.To, StringComparison.Ordinal));
        Assert.Null(await desk.Get<StaffQueries>().FindInvitationAsync(link.Split('/')[^1], Cancel));
        Assert.NotEqual(old, desk.Get<KeyRing>().SitePublicKey);
        Assert.Equal(200, (await desk.Stranger().GetAsync(address)).Status);
        Assert.Equal("frozen", (await desk.Get<CorrectArticle>().RunAsync("a", CorrectionKind.Correction, "Open.", Actor.Operator, Cancel)).Refusal!.Code);
        // A way that did not ask is stopped at the last door.
        await Assert.ThrowsAsync<SettingsException>(() => desk.Get<WriteSiteRecord>().RunAsync(Menus.Part, new Menus { Head = [new MenuItem("X", "/x/")] }, Actor.Operator, "A test.", Cancel));

        using var again = desk.Browser((await desk.Services.SignInAsync("ana@example.org")).Value!);
        Assert.Contains("Publishing is frozen", (await again.GetAsync("/desk")).Text, StringComparison.Ordinal);
        Assert.Equal(422, (await again.SubmitAsync("/desk/keys", "/desk/keys?handler=End", ("Checked", " "))).Status);
        Assert.Equal("/desk/keys?done=panic_ended", (await again.SubmitAsync("/desk/keys", "/desk/keys?handler=End", ("Checked", "Staff, log, doctor."))).To);
        Assert.True((await desk.Get<CorrectArticle>().RunAsync("a", CorrectionKind.Correction, "Open.", Actor.Operator, Cancel)).IsDone);
        Assert.DoesNotContain("Publishing is frozen", (await again.GetAsync("/desk")).Text, StringComparison.Ordinal);
        Assert.Contains(await desk.LogAsync(), r => r.What == "end panic" && r.Detail == "Staff, log, doctor.");
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_between_any_two_steps_it_is_ended_by_running_it_again(string engine)
    {
        for (var point = engine == Engines.Sqlite ? 1 : 4; ; point += TestSize.Pick(11, 1))
        {
            await using var newsroom = await TestNewsroom.OpenAsync(engine);
            await newsroom.PublishAsync(Newspaper.Article("a", "Bridge", "Closed."));
            await newsroom.Services.JoinAsync(Role.Owner);
            var old = newsroom.Get<KeyRing>().SitePublicKey;
            var killed = await RotateKeyTests.KilledAsync(point, () => newsroom.Get<StartPanic>().RunAsync(Actor.Operator, Cancel));
            await newsroom.OpenAgainAsync();
            // Noted is frozen, whatever else was done.
            await using var db = newsroom.Db();
            Assert.Equal(await db.Set<PanicRow>().AnyAsync(Cancel), newsroom.Get<VersionStore>().CannotPublish is not null);

            Assert.True((await newsroom.Get<StartPanic>().RunAsync(Actor.Operator, Cancel)).IsDone);

            Assert.Equal(old, Assert.Single(newsroom.Get<KeyRing>().Retired).Line);
            Assert.False(await db.Set<LoginSession>().AnyAsync(Cancel));
            Assert.Single(await db.Set<PanicRow>().ToListAsync(Cancel));
            Assert.Equal("frozen", newsroom.Get<VersionStore>().CannotPublish?.Code);
            Assert.True((await newsroom.Get<EndPanic>().RunAsync("All of it.", Actor.Operator, Cancel)).IsDone);
            Assert.Null(newsroom.Get<VersionStore>().CannotPublish);
            Assert.Equal("no_panic", (await newsroom.Get<EndPanic>().RunAsync("All of it.", Actor.Operator, Cancel)).Refusal!.Code);
            Assert.Empty(await newsroom.FindAsync());
            if (!killed)
            {
                Assert.True(point > 12, $"only {point} points");
                return;
            }
        }
    }

    [Fact]
    public async Task Who_owns_no_passkey_shows_a_password_and_who_does_shows_it()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var owner = await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Owner));
        var writer = await newsroom.Services.ActorAsync(await newsroom.Services.JoinAsync(Role.Writer));
        var start = newsroom.Get<StartPanic>();

        Assert.Equal("owner_needed", (await start.RunAsync(writer, Cancel)).Refusal!.Code);
        Assert.Equal("owner_needed", (await start.RunAsync(owner with { IsFresh = false }, Cancel)).Refusal!.Code);
        await using (var db = newsroom.Db())
        {
            db.Add(new Passkey { Id = "k", StaffId = owner.Id, PublicKey = "AA", Transports = "", Name = "Key", MadeAt = newsroom.Time.GetUtcNow() });
            await db.SaveChangesAsync(Cancel);
        }
        Assert.Equal("passkey_needed", (await start.RunAsync(owner, Cancel)).Refusal!.Code);
        Assert.True((await start.RunAsync(owner with { IsFreshByPasskey = true }, Cancel)).IsDone);
    }

    [Fact]
    public async Task A_panic_whose_file_was_taken_away_holds_after_a_restart()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.Get<StartPanic>().RunAsync(Actor.Operator, Cancel);
        File.Delete(Path.Combine(newsroom.Folder, "frozen"));
        Assert.Null(newsroom.Get<VersionStore>().CannotPublish);

        await newsroom.OpenAgainAsync();

        Assert.Equal("frozen", newsroom.Get<VersionStore>().CannotPublish?.Code);
    }
}
