using Broadside.Guard;
using Broadside.Mirror.Editions;
using Broadside.Tests.Mirror.Targets;

namespace Broadside.Tests.Mirror.Pushing;

/// <summary>Pushes that are broken off, against real servers.</summary>
public sealed class BrokenPushTests
{
    [Theory]
    [InlineData("Folder", 3)]
    [InlineData("Sftp", 7)]
    [InlineData("Rsync", 7)]
    [InlineData("S3", 3)]
    [InlineData("WebDav", 3)]
    [Trait("Defence", "mirror-manifest-last")]
    public async Task Broken_off_at_any_point_every_file_is_whole_and_the_next_push_ends_it(string kind, int stride)
    {
        await using var far = await FarServer.StartAsync(kind);
        await using var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far);
        var old = await SignedEdition.WriteAsync(newsroom, 1);
        await Mirrors.PushedAsync(newsroom);
        var isEnded = false;
        for (var at = 1; !isEnded; at += TestSize.Pick(stride, 1))
        {
            var number = at + 1;
            var edition = await SignedEdition.WriteAsync(newsroom, number);

            isEnded = !await Dies.AtAsync(at, () => Mirrors.PushAsync(newsroom));

            var there = FarFolder.Read(far);
            var isNew = File.Exists(far.Within(EditionPath.Sums)) && there[EditionPath.Sums] == await File.ReadAllTextAsync(newsroom.Get<EditionFolder>().Within(EditionPath.Sums), TestContext.Current.CancellationToken);
            foreach (var name in edition.Keys.Union(old.Keys))
            {
                var (was, comes, has) = (old.GetValueOrDefault(name), edition.GetValueOrDefault(name), there.GetValueOrDefault(name));
                // The test server of S3, unlike S3 itself, writes into the object while it comes in; only the large file takes long enough to be seen at that.
                var isTorn = kind == "S3" && name == "media/large.bin" && !isNew;
                Assert.True(isTorn || has == comes || (!isNew && has == was) || (has == was && comes is null), $"{kind}, point {at}: {name} is neither whole and old nor whole and new");
            }
            await Mirrors.PushedAsync(newsroom);
            FarFolder.IsExactly(far, edition);
            old = edition;
        }
        await FarFolder.ChecksAsync(far, newsroom.Get<KeyRing>().SitePublicKey);
    }

    [Theory]
    [InlineData("Folder")]
    [InlineData("Sftp")]
    [InlineData("Rsync")]
    [InlineData("S3")]
    [InlineData("WebDav")]
    public async Task The_program_is_killed_in_the_middle_and_the_next_one_goes_on(string kind)
    {
        if (kind != "Sftp" && !TestSize.IsLong)
        {
            return;
        }
        await using var far = await FarServer.StartAsync(kind);
        await using var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far);
        var edition = await SignedEdition.WriteAsync(newsroom, 1);

        using var killed = TestProgram.Start(newsroom.Folder, newsroom.Postgres, 10, ["mirror", "push"]);
        var end = await TestProgram.EndAsync(killed);
        using var next = TestProgram.Start(newsroom.Folder, newsroom.Postgres, ["mirror", "push", "lisbon", "--json"]);
        var pushed = await TestProgram.EndAsync(next);

        Assert.Contains("mishap: mirror", end.Error, StringComparison.Ordinal);
        Assert.True(pushed.ExitCode == 0, pushed.Error);
        Assert.Contains("\"done\": true", pushed.Output, StringComparison.Ordinal);
        FarFolder.IsExactly(far, edition);
    }

    [Theory]
    [InlineData("Folder")]
    [InlineData("Sftp")]
    [InlineData("S3")]
    [InlineData("WebDav")]
    public async Task What_arrived_before_is_not_sent_again(string kind)
    {
        await using var far = await FarServer.StartAsync(kind);
        await using var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far);
        await SignedEdition.WriteAsync(newsroom, 1);
        // All seven files have arrived by then, at the side or where readers see them.
        await Dies.AtAsync(kind == "S3" ? "mirror manifest in place" : "mirror list kept", () => Mirrors.PushAsync(newsroom));
        var before = Large(far);

        await Mirrors.PushedAsync(newsroom);

        Assert.Equal(before, Large(far));
    }

    // When the one large file was written, wherever it lies.
    private static DateTime Large(FarServer far) =>
        Directory.GetFiles(far.Root, "*", SearchOption.AllDirectories).Where(f => new FileInfo(f).Length == 300_000).Select(File.GetLastWriteTimeUtc).Single();
}
