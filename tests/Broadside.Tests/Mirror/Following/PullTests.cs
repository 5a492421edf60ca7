using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Following;
using Broadside.Mirror.Verifying;
using Broadside.Tests.Mirror.Verifying;

namespace Broadside.Tests.Mirror.Following;

/// <summary>A volunteer's folder holds a whole edition, the old one or the new one, whatever the site or the power does.</summary>
public sealed class PullTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestEdition edition = new();
    private readonly HastyTime time = new(TestEdition.Now);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Served => folder.At("served");

    [Fact]
    public async Task The_first_pull_pins_the_key_and_the_next_fetch_what_changed()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));

        var first = (await PullAsync(host)).Value!;
        Next("<p>News.</p>");
        host.Asked.Clear();
        var second = (await PullAsync(host)).Value!;
        var third = (await PullAsync(host)).Value!;

        Assert.Equal((7, true, 12, edition.KeyLine), (first.Number, first.IsNew, first.Fetched, first.PinnedNow));
        Assert.Equal((8, true, 2, null), (second.Number, second.IsNew, second.Fetched, second.PinnedNow));
        Assert.Equal((8, false, 0), (third.Number, third.IsNew, third.Fetched));
        Assert.Empty((await LookAsync(Served)).Findings);
        Assert.Empty((await LookAsync(folder.At("served.broadside", "old", "0000000007"))).Findings);
        Assert.Contains(edition.KeyLine, await File.ReadAllTextAsync(folder.At("served.broadside", "key.pub"), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_damaged_here_is_fetched_again()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        await PullAsync(host);
        await File.WriteAllTextAsync(Path.Combine(Served, "index.html"), "Spoilt.", Cancel);

        var report = (await PullAsync(host)).Value!;

        Assert.Equal((7, true, 1), (report.Number, report.IsNew, report.Fetched));
        Assert.Empty((await LookAsync(Served)).Findings);
    }

    [Fact]
    public async Task What_somebody_put_here_goes_with_the_next_pull()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        await PullAsync(host);
        await File.WriteAllTextAsync(Path.Combine(Served, "shell.php"), "<?php", Cancel);

        var report = (await PullAsync(host)).Value!;

        Assert.Equal((true, 0), (report.IsNew, report.Fetched));
        Assert.Empty((await LookAsync(Served)).Findings);
    }

    [Fact]
    public async Task Old_editions_stay_as_many_as_were_asked_for()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        for (var i = 0; i < 4; i++)
        {
            Assert.True((await PullAsync(host, keep: 2)).IsDone);
            Next($"<p>{i}</p>");
        }

        Assert.Equal(["0000000009", "0000000008"], new MirrorShelf(Served).Kept().Select(Path.GetFileName));
    }

    [Fact]
    [Trait("Defence", "pull-withdrawn")]
    public async Task What_was_withdrawn_leaves_every_edition_that_is_kept()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        await PullAsync(host);
        edition.Withdrawn.Add(CanonicalJson.Sha256(edition.Files["2026/11/story-1/index.html"]));
        edition.Put("2026/11/story-1/index.html", "<p>Taken back.</p>");
        Next("<p>8</p>");

        var report = (await PullAsync(host)).Value!;

        Assert.Equal(1, report.Dropped);
        Assert.False(File.Exists(folder.At("served.broadside", "old", "0000000007", "2026", "11", "story-1", "index.html")));
        Assert.True(File.Exists(folder.At("served.broadside", "old", "0000000007", "2026", "11", "story-2", "index.html")));
        Assert.Empty((await LookAsync(Served)).Findings);
    }

    [Fact]
    [Trait("Defence", "pull-older")]
    public async Task An_older_edition_is_refused_even_once_the_newer_one_is_deleted_here()
    {
        edition.WriteTo(folder.At("old"));
        await using var host = await LooseHost.StartAsync(folder.At("site"));
        Next("<p>8</p>");
        await PullAsync(host);
        host.Folder = folder.At("old");

        Assert.Equal("rollback", (await PullAsync(host)).Refusal?.Code);
        Assert.Equal(8, (await LookAsync(Served)).Statement!.Number);
        Directory.Delete(Served, recursive: true);
        Assert.Equal("rollback", (await PullAsync(host)).Refusal?.Code);
    }

    [Fact]
    public async Task An_expired_edition_and_another_key_are_refused()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        await PullAsync(host);
        using var other = new TestEdition { Number = 9 };
        host.Folder = other.WriteTo(folder.At("other"));
        Assert.Equal("key", (await PullAsync(host)).Refusal?.Code);
        Assert.Equal("key", (await PullAsync(host, key: other.PublicKey)).Refusal?.Code);

        edition.ExpiresAt = TestEdition.Now.AddMinutes(-1);
        Next("<p>8</p>");
        host.Folder = folder.At("site");
        Assert.Equal("expired", (await PullAsync(host)).Refusal?.Code);
        Assert.Equal(7, (await LookAsync(Served)).Statement!.Number);
    }

    [Fact]
    [Trait("Defence", "pull-bytes")]
    public async Task A_changed_byte_on_the_way_is_never_taken()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        await PullAsync(host);
        Next("<p>8</p>");
        await File.AppendAllTextAsync(folder.At("site", "index.html"), " ", Cancel);

        var refusal = (await PullAsync(host)).Refusal!;

        Assert.Equal("changed", refusal.Code);
        Assert.StartsWith("index.html: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((7, 0), (await LookAsync(Served)) is var report ? (report.Statement!.Number, report.Findings.Count) : default);
    }

    [Fact]
    public async Task A_site_that_publishes_meanwhile_is_followed()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        await PullAsync(host);
        edition.Put("index.html", "<p>8</p>");
        await File.WriteAllBytesAsync(folder.At("site", "index.html"), edition.Files["index.html"], Cancel);
        await File.WriteAllTextAsync(folder.At("served", "index.html"), "Spoilt, so that it is asked for.", Cancel);
        edition.Number = 8;
        time.Meanwhile = () => edition.WriteTo(folder.At("site"));

        Assert.Equal(8, (await PullAsync(host)).Value!.Number);
    }

    [Fact]
    public async Task A_folder_with_other_things_in_it_is_left_alone()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        Directory.CreateDirectory(Served);
        await File.WriteAllTextAsync(Path.Combine(Served, "thesis.odt"), "Years.", Cancel);

        Assert.Equal("folder", (await PullAsync(host)).Refusal?.Code);
        Assert.Equal("thesis.odt", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(Served))));
    }

    [Fact]
    public async Task Cut_off_anywhere_the_folder_is_whole_and_the_next_pull_ends_it()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        Assert.True((await PullAsync(host)).IsDone);
        for (var stop = 1; ; stop++)
        {
            Next($"<p>{stop}</p>");
            var passed = 0;
            Mishap.Heard.Value = _ =>
            {
                if (Interlocked.Increment(ref passed) == stop)
                {
                    throw new IOException("power cut");
                }
            };
            var ended = await Xunit.Record.ExceptionAsync(() => PullAsync(host));
            Mishap.Heard.Value = null;

            var left = await LookAsync(Served);
            Assert.Empty(left.Findings);
            Assert.InRange(left.Statement!.Number, edition.Number - 1, edition.Number);
            Assert.True((await PullAsync(host)).IsDone);
            var report = await LookAsync(Served);
            Assert.Equal((edition.Number, 0), (report.Statement!.Number, report.Findings.Count));
            if (ended is null)
            {
                Assert.InRange(stop, 8, 40);
                return;
            }
        }
    }

    public void Dispose()
    {
        edition.Dispose();
        folder.Dispose();
    }

    private void Next(string front)
    {
        edition.Put("index.html", front);
        edition.Number++;
        edition.WriteTo(folder.At("site"));
    }

    private Task<Outcome<PullReport>> PullAsync(LooseHost host, int keep = 5, MinisignKey? key = null) =>
        new PullEdition(time).RunAsync(new PullAsk { Address = host.Address, Folder = Served, Keep = keep, Key = key }, Cancel);

    private Task<VerifyReport> LookAsync(string place) => new VerifyEdition(time).RunAsync(new VerifyAsk { Place = place, Key = edition.PublicKey }, Cancel);
}
