using Broadside.Guard;
using Broadside.Mirror.Pushing;
using Broadside.Staff;
using Broadside.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Mirror.Pages;

public sealed class MirrorDeskTests
{
    [Fact]
    public async Task An_owner_adds_a_mirror_looks_at_it_sends_to_it_and_takes_it_off()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);

        var empty = await owner.GetAsync("/desk/mirrors");
        var refused = await owner.SubmitAsync("/desk/mirrors/add", "/desk/mirrors/add", ("Name", "home"), ("Address", "file:///srv/www"));
        var added = await owner.SubmitAsync("/desk/mirrors/add", "/desk/mirrors/add", ("Name", "lisbon"), ("Address", "sftp://ana@203.0.113.9/site"), ("At", "https://lisbon.example.org"));
        var one = await owner.GetAsync(added.To!);
        var list = await owner.GetAsync("/desk/mirrors");
        var here = added.To!.Split('?')[0];
        var sent = await owner.SubmitAsync(here, here + "?handler=Push");
        var removed = await owner.SubmitAsync(here, here + "?handler=Remove");
        var gone = await owner.GetAsync(here);

        Assert.Contains("There is no mirror yet", empty.Text, StringComparison.Ordinal);
        Assert.Equal(422, refused.Status);
        Assert.Contains("on its command line", refused.Text, StringComparison.Ordinal);
        Assert.Contains("ssh-ed25519 ", one.Text, StringComparison.Ordinal);
        Assert.Contains("Added.", one.Text, StringComparison.Ordinal);
        Assert.Contains("nothing sent yet", list.Text, StringComparison.Ordinal);
        Assert.Equal($"{here}?done=mirror_push", sent.To);
        Assert.Equal("/desk/mirrors?done=mirror_removed", removed.To);
        Assert.Equal(404, gone.Status);
        await using var db = desk.Db();
        Assert.Equal(MirrorState.Dropped, (await db.Set<MirrorRow>().SingleAsync()).State);
    }

    [Theory]
    [InlineData(Role.Writer)]
    [InlineData(Role.Editor)]
    [InlineData(Role.Treasurer)]
    public async Task Nobody_else_sees_or_adds_one(Role role)
    {
        await using var desk = await TestDesk.StartAsync();
        using var other = await desk.SignedInAsync(role);

        Assert.Equal(403, (await other.GetAsync("/desk/mirrors")).Status);
        Assert.Equal(403, (await other.SubmitAsync("/desk", "/desk/mirrors/add", ("Name", "x"), ("Address", "davs://203.0.113.9/x"))).Status);
    }

    [Fact]
    public async Task The_sheet_for_volunteers_holds_the_key_and_the_commands()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);

        var sheet = (await owner.GetAsync("/desk/mirrors/volunteer")).Text;

        Assert.Contains("minisign -Vm .well-known/broadside/SHA256SUMS -P " + desk.Get<KeyRing>().SitePublicKey, sheet, StringComparison.Ordinal);
        Assert.Contains("broadside mirror pull ", sheet, StringComparison.Ordinal);
    }
}
