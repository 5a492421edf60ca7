using System.IO.Compression;
using System.Text;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Verifying;

namespace Broadside.Tests.Mirror.Verifying;

/// <summary>An edition in a folder or a zip file is good only as it was signed.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestEdition edition = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_whole_edition_is_good(bool isZip)
    {
        var report = await LookAsync(isZip ? edition.ZipTo(folder.At("site.zip")) : edition.WriteTo(folder.At("site")), edition.PublicKey);

        Assert.Empty(report.Findings);
        Assert.Equal((0, true, 7L, 12), (report.ExitCode, report.IsPinned, report.Statement!.Number, report.Files));
        Assert.Equal(edition.KeyLine, report.Key);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Defence", "verify-bytes")]
    public async Task One_changed_byte_is_found_and_named(bool isZip)
    {
        var all = edition.Signed();
        var place = isZip ? folder.At("site.zip") : edition.WriteTo(folder.At("site"));
        all["media/photo.jpg"][2500] ^= 1;
        if (isZip)
        {
            using var zip = ZipFile.Open(place, ZipArchiveMode.Create);
            all.ToList().ForEach(f => TestEdition.Add(zip, f.Key, f.Value));
        }
        else
        {
            await File.WriteAllBytesAsync(folder.At("site", "media", "photo.jpg"), all["media/photo.jpg"], Cancel);
        }

        var report = await LookAsync(place, edition.PublicKey);

        Assert.Equal(("changed", "media/photo.jpg"), Only(report));
        Assert.Equal(1, report.ExitCode);
    }

    [Fact]
    [Trait("Defence", "verify-extra")]
    public async Task What_was_added_is_named_and_so_is_what_is_gone()
    {
        edition.WriteTo(folder.At("site"));
        await File.WriteAllTextAsync(folder.At("site", "2026", "wp-login.php"), "<?php", Cancel);
        await File.WriteAllTextAsync(folder.At("site", ".htaccess"), "Redirect / https://pills.example/", Cancel);
        File.Delete(folder.At("site", "feed.xml"));
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(folder.At("site", "etc"), "/etc");
        }

        var report = await LookAsync(folder.At("site"), edition.PublicKey);

        Assert.Contains(("extra", "2026/wp-login.php"), Codes(report));
        Assert.Contains(("extra", ".htaccess"), Codes(report));
        Assert.Contains(("missing", "feed.xml"), Codes(report));
        Assert.Contains(("link-file", "etc"), Codes(report));
        Assert.DoesNotContain(report.Findings, f => f.Path.StartsWith("etc/", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Defence", "verify-expiry")]
    public async Task An_expired_edition_is_refused()
    {
        edition.ExpiresAt = TestEdition.Now.AddMinutes(-1);

        Assert.Equal("expired", Only(await LookAsync(edition.WriteTo(folder.At("site")), edition.PublicKey)).Code);
    }

    [Fact]
    [Trait("Defence", "verify-rollback")]
    public async Task An_older_edition_than_was_seen_before_is_refused_and_so_is_another_of_the_same_number()
    {
        var seen = new SeenEditions(folder.At("state", "seen.json"));
        edition.WriteTo(folder.At("old"));
        edition.Put("index.html", "<p>Other</p>");
        edition.WriteTo(folder.At("fork"));
        edition.Number = 8;
        edition.WriteTo(folder.At("new"));

        Assert.Empty((await LookAsync(folder.At("old"), null, seen)).Findings);
        Assert.Equal("fork", Only(await LookAsync(folder.At("fork"), null, seen)).Code);
        Assert.Empty((await LookAsync(folder.At("new"), null, seen)).Findings);
        Assert.Equal("rollback", Only(await LookAsync(folder.At("old"), null, seen)).Code);
    }

    [Fact]
    [Trait("Defence", "verify-mixed")]
    public async Task Files_of_two_editions_are_no_edition()
    {
        edition.WriteTo(folder.At("old"));
        edition.Number = 8;
        edition.WriteTo(folder.At("mixed"));
        File.Copy(folder.At("old", ".well-known", "broadside", "edition.json"), folder.At("mixed", ".well-known", "broadside", "edition.json"), overwrite: true);

        Assert.Contains(("mixed", ".well-known/broadside/edition.json"), Codes(await LookAsync(folder.At("mixed"), edition.PublicKey)));
    }

    [Fact]
    [Trait("Defence", "verify-signature")]
    public async Task A_list_under_the_signature_of_another_edition_is_refused()
    {
        edition.WriteTo(folder.At("old"));
        edition.Put("index.html", "<p>Other</p>");
        edition.WriteTo(folder.At("mixed"));
        File.Copy(folder.At("old", ".well-known", "broadside", "SHA256SUMS.minisig"), folder.At("mixed", ".well-known", "broadside", "SHA256SUMS.minisig"), overwrite: true);

        Assert.Equal(("signature", ".well-known/broadside/SHA256SUMS.minisig"), Only(await LookAsync(folder.At("mixed"), edition.PublicKey)));
    }

    [Fact]
    public async Task Another_key_is_refused_and_a_root_key_vouches_for_the_sites_own()
    {
        using var other = new TestEdition();
        var root = MinisignKey.Read(edition.Certify(TestEdition.Now.AddDays(30)));
        edition.WriteTo(folder.At("site"));

        Assert.Equal("key", Only(await LookAsync(folder.At("site"), other.PublicKey)).Code);
        Assert.Empty((await LookAsync(folder.At("site"), root)).Findings);
        Assert.Empty((await LookAsync(folder.At("site"), edition.PublicKey)).Findings);

        edition.RootUntil = TestEdition.Now.AddDays(60);
        edition.WriteTo(folder.At("stretched"));
        Assert.Equal("key", Only(await LookAsync(folder.At("stretched"), root)).Code);
        Assert.Equal("certificate", Only(await LookAsync(folder.At("stretched"), edition.PublicKey)).Code);

        root = MinisignKey.Read(edition.Certify(TestEdition.Now.AddDays(-1)));
        Assert.Equal("key", Only(await LookAsync(edition.WriteTo(folder.At("late")), root)).Code);
    }

    [Fact]
    public async Task What_was_withdrawn_must_be_gone()
    {
        edition.Withdrawn.Add(CanonicalJson.Sha256("Taken back."u8));
        edition.WriteTo(folder.At("site"));
        Assert.Empty((await LookAsync(folder.At("site"), edition.PublicKey)).Findings);

        await File.WriteAllTextAsync(folder.At("site", "gone.html"), "Taken back.", Cancel);
        await File.WriteAllTextAsync(folder.At("site", "2026", "11", "story-1", "index.html"), "Taken back.", Cancel);

        Assert.Equal([("withdrawn", "2026/11/story-1/index.html"), ("withdrawn", "gone.html")], Codes(await LookAsync(folder.At("site"), edition.PublicKey)));
    }

    [Fact]
    public async Task An_injected_link_is_told_with_its_words_and_its_place()
    {
        const string Path = "2026/11/story-2/index.html";
        edition.WriteTo(folder.At("site"));
        await File.WriteAllTextAsync(
            folder.At("site", Path),
            edition.Text(Path).Replace("say so.", "say so, and <a href=\"https://pills.example/buy\">cheap <b>pills</b></a> too. <a href=\"https://known.example/other\">More</a><script src=\"//evil.example/x.js\"></script>", StringComparison.Ordinal),
            Cancel);

        var blind = await LookAsync(folder.At("site"), edition.PublicKey);
        var knowing = await LookAsync(folder.At("site"), edition.PublicKey, null, (file, _) => Task.FromResult<byte[]?>(edition.Files[file.Path]));

        Assert.Contains(blind.Findings, f => f.Code == "link" && f.Message.Contains("https://pills.example/buy: “cheap pills”, in “The council met. Minutes say so", StringComparison.Ordinal));
        Assert.Contains(blind.Findings, f => f.Code == "outside" && f.Message.Contains("script", StringComparison.Ordinal) && f.Message.Contains("evil.example", StringComparison.Ordinal));
        Assert.DoesNotContain(blind.Findings, f => f.Message.Contains("known.example", StringComparison.Ordinal));
        Assert.Contains(knowing.Findings, f => f.Code == "link" && f.Message.Contains("known.example/other: “More”", StringComparison.Ordinal));
        Assert.Equal(blind.Findings.Count + 1, knowing.Findings.Count);
    }

    [Fact]
    public async Task A_signed_page_that_loads_from_elsewhere_is_named()
    {
        edition.Put("topics/x/index.html", TestEdition.Page("X", "<iframe src='https://w.soundcloud.com/player/'></iframe><img alt=\"\" src=https://tracker.example/p.gif><a href=\"https://linked.example/\">x</a>"));

        Assert.Equal(("outside", "topics/x/index.html"), Only(await LookAsync(edition.WriteTo(folder.At("site")), edition.PublicKey)));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  ../../etc/passwd\n")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  /etc/passwd\n")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  a//b\n")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  a\\b\n")]
    [InlineData("\\0000000000000000000000000000000000000000000000000000000000000000  a\\nb\n")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  index.html\n")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  new.html\r\n")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000 *new.html\n")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  x/shell.php\n")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  .htaccess\n")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000G  a\n")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000  no-end")]
    [InlineData("\n")]
    public async Task A_list_that_two_programs_may_read_otherwise_is_refused_though_it_is_signed(string line)
    {
        edition.MoreSums = line;

        Assert.Equal(("malformed", ".well-known/broadside/SHA256SUMS"), Only(await LookAsync(edition.WriteTo(folder.At("site")), edition.PublicKey)));
    }

    [Fact]
    public async Task A_zip_file_made_to_harm_is_named_and_not_obeyed()
    {
        var zip = edition.ZipTo(folder.At("site.zip"), archive =>
        {
            TestEdition.Add(archive, "site/index.html", "Another."u8.ToArray());
            TestEdition.Add(archive, "site/../../etc/cron.d/x", "x"u8.ToArray());
            TestEdition.Add(archive, "beside.txt", "x"u8.ToArray());
            TestEdition.Add(archive, "site/link", "/etc/passwd"u8.ToArray()).ExternalAttributes = unchecked((int)0xA1FF0000);
        });

        var codes = Codes(await LookAsync(zip, edition.PublicKey));

        Assert.Contains(("duplicate", "index.html"), codes);
        Assert.Contains(("unsafe-name", "../../etc/cron.d/x"), codes);
        Assert.Contains(("extra", "beside.txt"), codes);
        Assert.Contains(("link-file", "link"), codes);
        Assert.Equal(4, codes.Count);
    }

    [Fact]
    public async Task A_file_packed_to_burst_is_not_unpacked()
    {
        const string Bomb = "media/bomb.bin";
        edition.MoreSums = new string('0', 64) + $"  {Bomb}\n";
        var zip = edition.ZipTo(folder.At("site.zip"), archive =>
        {
            using var stream = archive.CreateEntry("site/" + Bomb, CompressionLevel.Optimal).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 24; i++)
            {
                stream.Write(zeros);
            }
        });

        Assert.Equal(("refused", Bomb), Only(await LookAsync(zip, edition.PublicKey)));
    }

    [Fact]
    public async Task What_is_no_edition_is_bad_and_what_is_not_there_cannot_be_told()
    {
        Directory.CreateDirectory(folder.At("empty"));
        await File.WriteAllTextAsync(folder.At("text.zip"), "No zip.", Cancel);

        Assert.Equal((1, "no-edition"), (await LookAsync(folder.At("empty"), null)) is var empty ? (empty.ExitCode, Only(empty).Code) : default);
        Assert.Equal((1, "malformed"), (await LookAsync(folder.At("text.zip"), null)) is var text ? (text.ExitCode, Only(text).Code) : default);
        Assert.Equal(2, (await LookAsync(folder.At("nowhere"), null)).ExitCode);
    }

    [Fact]
    public async Task A_sample_looks_at_the_front_page_always()
    {
        edition.WriteTo(folder.At("site"));
        await File.WriteAllTextAsync(folder.At("site", "index.html"), "Other.", Cancel);

        var report = await new VerifyEdition(new FakeTime()).RunAsync(new VerifyAsk { Place = folder.At("site"), Sample = 1 }, Cancel);

        Assert.Equal(("changed", "index.html"), Only(report));
        Assert.Equal("1 of 12 files were looked at, chosen by chance.", Assert.Single(report.Notes));
    }

    [Fact]
    public async Task The_command_needs_no_newsroom_makes_none_and_remembers_what_it_saw()
    {
        var now = TimeProvider.System.GetUtcNow();
        (edition.IssuedAt, edition.ExpiresAt) = (now.AddHours(-1), now.AddHours(71));
        edition.WriteTo(folder.At("old"));
        edition.Number = 8;
        edition.WriteTo(folder.At("new"));
        Directory.CreateDirectory(folder.At("data"));
        await File.WriteAllTextAsync(folder.At("key.pub"), $"untrusted comment: x\n{edition.KeyLine}\n", Cancel);

        var good = await RunAsync("verify", folder.At("new"));
        var pinned = await RunAsync("verify", folder.At("new"), "--key", folder.At("key.pub"), "--json");
        var old = await RunAsync("verify", folder.At("old"), "--key", edition.KeyLine);

        Assert.Equal(0, good.ExitCode);
        Assert.StartsWith("The key is not pinned", good.Output, StringComparison.Ordinal);
        Assert.Contains("Good: edition 8 of https://outlet.example", good.Output, StringComparison.Ordinal);
        using var json = System.Text.Json.JsonDocument.Parse(pinned.Output);
        Assert.Equal((0, true, 8), (pinned.ExitCode, json.RootElement.GetProperty("pinned").GetBoolean(), json.RootElement.GetProperty("number").GetInt32()));
        Assert.Equal((1, true), (old.ExitCode, old.Output.Contains("rollback", StringComparison.Ordinal)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.At("data")));
        Assert.Equal(2, (await RunAsync("verify", folder.At("new"), "--key", "RWnonsense")).ExitCode);
    }

    [Fact(Explicit = true)]
    public async Task Verifying_reads_at_least_300_MB_a_second()
    {
        var page = Encoding.UTF8.GetBytes(TestEdition.Page("Long", string.Concat(Enumerable.Repeat("<p>The council of the harbour met on a <a href=\"../../x/\">Tuesday</a> and said nothing that anybody wrote down.</p>\n", 250))));
        for (var i = 0; i < 12_000; i++)
        {
            edition.Files[$"2026/{i % 12:00}/long-{i}/index.html"] = [.. page, .. Encoding.ASCII.GetBytes($"{i}")];
        }
        for (var i = 0; i < 2000; i++)
        {
            edition.Files[$"media/{i}.jpg"] = [.. new byte[300_000], .. BitConverter.GetBytes(i)];
        }
        edition.WriteTo(folder.At("site"));
        for (var round = 0; round < 3; round++)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var report = await LookAsync(folder.At("site"), edition.PublicKey);
            Assert.Empty(report.Findings);
            TestContext.Current.TestOutputHelper!.WriteLine($"{report.Files} files, {report.Bytes / 1e6:0} MB in {watch.Elapsed.TotalSeconds:0.00} s: {report.Bytes / 1e6 / watch.Elapsed.TotalSeconds:0} MB/s");
        }
    }

    public void Dispose()
    {
        edition.Dispose();
        folder.Dispose();
    }

    private static (string Code, string Path) Only(VerifyReport report) => Assert.Single(report.Findings) is var f ? (f.Code, f.Path) : default;

    private static IReadOnlyList<(string Code, string Path)> Codes(VerifyReport report) => [.. report.Findings.Select(f => (f.Code, f.Path))];

    private static Task<VerifyReport> LookAsync(string place, MinisignKey? key, SeenEditions? seen = null, Func<SignedFile, CancellationToken, Task<byte[]?>>? signed = null) =>
        new VerifyEdition(new FakeTime()).RunAsync(new VerifyAsk { Place = place, Key = key, Seen = seen, Signed = signed }, Cancel);

    private async Task<TestProgram.Result> RunAsync(params string[] command)
    {
        var start = TestProgram.StartInfo(folder.At("data"), null, null, command);
        start.Environment["XDG_STATE_HOME"] = folder.At("state");
        using var process = System.Diagnostics.Process.Start(start)!;
        return await TestProgram.EndAsync(process);
    }
}
