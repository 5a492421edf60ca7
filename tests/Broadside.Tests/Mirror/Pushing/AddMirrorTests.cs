using Broadside.Guard;
using Broadside.Mirror.Pushing;
using Broadside.Mirror.Targets;
using Broadside.Tests.Staff;

namespace Broadside.Tests.Mirror.Pushing;

public sealed class AddMirrorTests
{
    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_mirror_is_kept_without_its_password_in_sight_and_logged(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);

        var added = await AddAsync(newsroom, new("lisbon", "davs://203.0.113.9/site", "https://lisbon.example.org/") { User = "far", Password = "hunter2-planted" });
        await newsroom.Get<RemoveMirror>().RunAsync("lisbon", Actor.Operator, default);
        var again = await AddAsync(newsroom, new("lisbon", "davs://203.0.113.9/site"));

        Assert.DoesNotContain("hunter2", added.Value!.Secret, StringComparison.Ordinal);
        Assert.Equal("https://lisbon.example.org", added.Value.PublicAddress);
        Assert.True(again.IsDone);
        var log = (await newsroom.LogAsync()).Where(a => a.Subject.StartsWith("mirror/", StringComparison.Ordinal)).ToList();
        Assert.Equal(["add mirror", "remove mirror", "add mirror"], log.Select(a => a.What));
        Assert.DoesNotContain(log, a => a.Detail.Contains("hunter2", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateFiles(newsroom.Folder, "*", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains("hunter2-planted", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "davs://203.0.113.9/site", null, "mirror_name")]
    [InlineData("two words", "davs://203.0.113.9/site", null, "mirror_name")]
    [InlineData("taken", "davs://203.0.113.9/other", null, "mirror_taken")]
    [InlineData("porto", "davs://203.0.113.9/taken", null, "mirror_twice")]
    [InlineData("porto", "file:///srv/www", null, "mirror_folder")]
    [InlineData("porto", "davs://127.0.0.1/site", null, "mirror_local")]
    [InlineData("porto", "sftp://ana@192.168.1.4/site", null, "mirror_local")]
    [InlineData("porto", "s3://bucket/site?endpoint=https://203.0.113.9", null, "mirror_s3_keys")]
    [InlineData("porto", "davs://203.0.113.9/site", "ftp://porto.example.org", "mirror_at")]
    [InlineData("porto", "davs://203.0.113.9/site", "http://localhost:5080/", "mirror_at")]
    public async Task What_cannot_be_a_mirror_is_refused_at_the_desk(string name, string address, string? at, string code)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        Assert.True((await AddAsync(newsroom, new("taken", "davs://203.0.113.9/taken"))).IsDone);

        Assert.Equal(code, (await AddAsync(newsroom, new(name, address, at))).Refusal?.Code);
    }

    [Fact]
    public async Task The_operator_may_use_folders_and_neighbours_but_not_the_data_folder()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        Assert.True((await AddAsync(newsroom, new("stick", "file:///media/stick/site") { ByOperator = true })).IsDone);
        Assert.Equal("mirror_data", (await AddAsync(newsroom, new("wrong", newsroom.Folder + "/edition") { ByOperator = true })).Refusal?.Code);
        Assert.Equal("mirror_data", (await AddAsync(newsroom, new("wrong", Path.GetDirectoryName(newsroom.Folder)!) { ByOperator = true })).Refusal?.Code);
        Assert.Equal("mirror_rsync_key", (await AddAsync(newsroom, new("wrong", "ana@127.0.0.1:site") { ByOperator = true, Password = "x" })).Refusal?.Code);
    }

    [Fact]
    public async Task Over_SSH_a_key_is_made_whose_public_line_is_shown()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        var added = (await AddAsync(newsroom, new("lisbon", "sftp://ana@203.0.113.9/site"))).Value!;

        Assert.Matches("^ssh-ed25519 [A-Za-z0-9+/=]{68} broadside-lisbon$", added.SshKey);
        Assert.DoesNotContain("PRIVATE KEY", added.Secret, StringComparison.Ordinal);
        Assert.Equal(MirrorKind.Sftp, MirrorAddress.Parse(added.Address).Value!.Kind);
    }

    private static Task<Broadside.Kit.Outcome<MirrorRow>> AddAsync(TestNewsroom newsroom, AddMirror.Wish wish) => newsroom.Get<AddMirror>().RunAsync(wish, Actor.Operator, TestContext.Current.CancellationToken);
}
