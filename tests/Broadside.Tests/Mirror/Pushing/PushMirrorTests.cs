using Broadside.Guard;
using Broadside.Mirror.Editions;
using Broadside.Mirror.Pushing;
using Broadside.Tests.Mirror.Targets;

namespace Broadside.Tests.Mirror.Pushing;

public sealed class PushMirrorTests
{
    /// <summary>rsync over SSH, whose connections take their time, in the long run; what is its own is in <see cref="TroubleTests"/>.</summary>
    public static TheoryData<string> Kinds => TestSize.IsLong ? new("Folder", "Sftp", "Rsync", "Rsync+ssh", "S3", "WebDav") : new("Folder", "Sftp", "Rsync", "S3", "WebDav");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_mirror_gets_what_changed_loses_what_is_gone_and_keeps_what_is_not_ours(string kind)
    {
        await using var far = await FarServer.StartAsync(kind);
        await using var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far);
        await SignedEdition.WriteAsync(newsroom, 1);

        var first = await Mirrors.PushedAsync(newsroom);
        await FarFolder.ChecksAsync(far, newsroom.Get<KeyRing>().SitePublicKey);
        await File.WriteAllTextAsync(far.Within("volunteer.txt"), "mine");
        var second = await SignedEdition.WriteAsync(newsroom, 2);
        var changed = await Mirrors.PushedAsync(newsroom);
        var nothing = await Mirrors.PushedAsync(newsroom);

        Assert.Equal((8, 0), (first.SentFiles, first.Removed));
        Assert.Equal((5, 1), (changed.SentFiles, changed.Removed));
        Assert.Equal((0, 0L, PushState.Done), (nothing.SentFiles, nothing.SentBytes, nothing.State));
        FarFolder.IsExactly(far, second, "volunteer.txt");
        await FarFolder.ChecksAsync(far, newsroom.Get<KeyRing>().SitePublicKey);
        var row = await Mirrors.RowAsync(newsroom);
        Assert.Equal((MirrorState.Healthy, 2L, 0), (row.State, row.Number, row.Failures));
        Assert.Null(row.BehindSince);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_push_is_a_row_with_what_became_of_it(string engine)
    {
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await Mirrors.OpenAsync(engine);
        var mirror = await Mirrors.AddAsync(newsroom, far, "https://lisbon.example.org/");
        await SignedEdition.WriteAsync(newsroom, 1);

        await Mirrors.PushedAsync(newsroom);
        Directory.Move(far.Root, far.Root + "-unplugged");
        var refused = await Mirrors.PushAsync(newsroom);
        await Mirrors.PushAsync(newsroom);
        await Mirrors.PushAsync(newsroom);
        var failing = await Mirrors.RowAsync(newsroom);
        Directory.Move(far.Root + "-unplugged", far.Root);
        var again = await Mirrors.PushedAsync(newsroom);

        Assert.Equal("mirror_unreachable", refused.Refusal!.Code);
        Assert.Contains("is not there", refused.Refusal.Message, StringComparison.Ordinal);
        Assert.Equal((MirrorState.Failing, 3), (failing.State, failing.Failures));
        Assert.NotNull(failing.BehindSince);
        Assert.Equal(4, again.Tries);
        var pushes = await newsroom.Get<MirrorQueries>().PushesAsync(mirror.Id, 10, default);
        Assert.Equal([PushState.Done, PushState.Failed, PushState.Failed, PushState.Failed, PushState.Done], pushes.Select(p => p.State));
        Assert.Equal((MirrorState.Healthy, 0), ((await Mirrors.RowAsync(newsroom)).State, (await Mirrors.RowAsync(newsroom)).Failures));
        await using var db = newsroom.Db();
        Assert.Equal(["https://lisbon.example.org"], await MirrorQueries.ListedAsync(db, default));
    }

    [Fact]
    public async Task A_file_that_a_later_edition_has_again_is_sent_again_after_a_broken_push()
    {
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far);
        var files = SignedEdition.Files(1);
        await SignedEdition.WriteAsync(newsroom, 1, files);
        await Mirrors.PushedAsync(newsroom);
        await SignedEdition.WriteAsync(newsroom, 2, new(files) { ["index.html"] = "Published and at once taken back" });
        await Dies.AtAsync("mirror manifest in place", () => Mirrors.PushAsync(newsroom));
        File.Delete(far.Within(EditionPath.Sums));
        File.Copy(newsroom.Get<EditionFolder>().Within(EditionPath.Sums), far.Within(EditionPath.Sums));
        var third = await SignedEdition.WriteAsync(newsroom, 3, files);

        await Mirrors.PushedAsync(newsroom);

        FarFolder.IsExactly(far, third);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_sent_never_arrives_under_the_old_list()
    {
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await Mirrors.OpenAsync();
        var mirror = await Mirrors.AddAsync(newsroom, far);
        await SignedEdition.WriteAsync(newsroom, 1);
        var folder = newsroom.Get<EditionFolder>();
        Dictionary<string, string>? second = null;

        using (Hearing.Of("mirror asked", () =>
        {
            if (second is null)
            {
                second = SignedEdition.WriteAsync(newsroom, 2).Result;
            }
        }))
        {
            await Mirrors.PushedAsync(newsroom);
        }

        FarFolder.IsExactly(far, second!);
        Assert.Equal([PushState.Done, PushState.Interrupted], (await newsroom.Get<MirrorQueries>().PushesAsync(mirror.Id, 10, default)).Select(p => p.State).OrderBy(s => s == PushState.Interrupted));
    }

    [Fact]
    [Trait("Defence", "mirror-sent-hash")]
    public async Task A_file_that_was_spoilt_on_the_newsrooms_own_disk_does_not_leave_it()
    {
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far);
        var first = await SignedEdition.WriteAsync(newsroom, 1);
        await Mirrors.PushedAsync(newsroom);
        var second = await SignedEdition.WriteAsync(newsroom, 2);
        var spoilt = newsroom.Get<EditionFolder>().Within("index.html");
        await File.WriteAllTextAsync(spoilt, second["index.html"].Replace('F', 'f'));

        var refused = await Mirrors.PushAsync(newsroom);

        Assert.False(refused.IsDone);
        Assert.Equal(first["index.html"], FarFolder.Read(far)["index.html"]);
        await FarFolder.ChecksAsync(far, newsroom.Get<KeyRing>().SitePublicKey);
        await File.WriteAllTextAsync(spoilt, second["index.html"]);
        await Mirrors.PushedAsync(newsroom);
        FarFolder.IsExactly(far, second);
    }

    [Fact]
    [Trait("Defence", "outbound-switch")]
    public async Task A_copy_of_the_newsroom_sends_nothing()
    {
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far);
        await SignedEdition.WriteAsync(newsroom, 1);
        await newsroom.Get<OutboundSwitch>().MayAsync(default);
        await newsroom.AlterAsync("UPDATE outbound SET mark = 'another machine'");

        var refused = await Mirrors.PushAsync(newsroom);

        Assert.Equal("mirror_quiet", refused.Refusal?.Code);
        Assert.Empty(FarFolder.Read(far));
    }

    [Fact]
    public async Task There_is_nothing_to_send_before_the_first_edition()
    {
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far);

        Assert.Equal("mirror_no_edition", (await Mirrors.PushAsync(newsroom)).Refusal?.Code);
    }
}
