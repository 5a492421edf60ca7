using Broadside.Backup.Sealing;
using Broadside.Jobs;
using Broadside.Staff;
using Broadside.Tests.Desk;

namespace Broadside.Tests.Backup;

public sealed class BackupDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_desk_says_in_red_that_nothing_is_proven_until_something_is()
    {
        using var folder = new TempFolder();
        await using var desk = await TestDesk.StartAsync(settings: ("Backup:Folder", folder.At("here")));
        using var owner = await desk.SignedInAsync(Role.Owner);
        var before = await owner.GetAsync("/desk/backups");
        Assert.Equal("No backup was ever proven to restore.", before.Document.QuerySelector("p.error")!.TextContent.Trim());

        await owner.SubmitAsync("/desk/backups", "/desk/backups?handler=Make", []);
        Assert.NotNull((await owner.GetAsync("/desk/backups")).Document.QuerySelector("p[role=status]"));
        await desk.Get<JobRunner>().RunDueAsync(Cancel);

        var after = await owner.GetAsync("/desk/backups");
        Assert.Null(after.Document.QuerySelector("p.error"));
        Assert.Contains("proven", after.Document.QuerySelector("#made")!.ParentElement!.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        await owner.SubmitAsync("/desk/backups", "/desk/backups?handler=Prove", [("id", after.Document.QuerySelector("input[name=id]")!.GetAttribute("value")!)]);
        await desk.Get<JobRunner>().RunDueAsync(Cancel);
        Assert.Equal(2, (await owner.GetAsync("/desk/backups")).Document.QuerySelectorAll("section[aria-labelledby=drills] tbody tr").Length);
    }

    [Fact]
    public async Task Without_a_folder_the_desk_tells_how_to_name_one()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);

        var page = await owner.GetAsync("/desk/backups");
        var pressed = await owner.SubmitAsync("/desk/backups/key", "/desk/backups?handler=Make", []);

        Assert.Contains("Backup", page.Document.QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("form[action*=Make]"));
        Assert.Contains("Backup:Folder", pressed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recovery_key_is_kept_once_three_words_were_typed_back()
    {
        await using var desk = await TestDesk.StartAsync();
        using var owner = await desk.SignedInAsync(Role.Owner);
        var shown = await owner.SubmitAsync("/desk/backups/key", "/desk/backups/key?handler=Make", []);
        var words = shown.Document.QuerySelectorAll("ol.words code").Select(c => c.TextContent).ToList();
        var (line, proof) = (Value("line"), Value("proof"));
        var places = shown.Document.QuerySelectorAll("input[name=word]").Select(i => int.Parse(i.Id!.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal((17, 3), (words.Count, places.Count));

        var wrong = await owner.SubmitAsync("/desk/backups/key", "/desk/backups/key?handler=Keep", [("line", line), ("proof", proof), .. places.Select(_ => ("word", "lusab"))]);
        Assert.Contains("not the word on your list", wrong.Text, StringComparison.Ordinal);
        Assert.Null(desk.Get<KeptRecoveryKey>().Line);

        await owner.SubmitAsync("/desk/backups/key", "/desk/backups/key?handler=Keep", [("line", line), ("proof", proof), .. places.Select(p => ("word", words[p - 1].ToUpperInvariant()))]);

        Assert.Equal(line, desk.Get<KeptRecoveryKey>().Line);
        Assert.Equal(line, RecoveryKey.LineOf(string.Join(' ', words)));

        string Value(string name) => shown.Document.QuerySelector($"input[name={name}]")!.GetAttribute("value")!;
    }
}
