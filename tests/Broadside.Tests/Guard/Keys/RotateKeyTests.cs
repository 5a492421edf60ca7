using Broadside.Articles;
using Broadside.Guard;
using Broadside.Guard.Keys;
using Broadside.Kit;
using Broadside.Site;
using Broadside.Tests.Site;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Guard.Keys;

public sealed class RotateKeyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_new_key_signs_from_now_on_and_everything_of_the_old_one_stays_good(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "Text."));
        var (served, old) = (await newsroom.ServedAsync(), newsroom.Get<KeyRing>().SitePublicKey);

        var done = await RotateAsync(newsroom, new RotateKey.Order());
        await newsroom.PublishAsync(Newspaper.Article("b", "Bridge open", "Text."));

        Assert.NotEqual(old, newsroom.Get<KeyRing>().SitePublicKey);
        Assert.Equal(old, Assert.Single(newsroom.Get<KeyRing>().Retired).Line);
        Assert.False(done.IsCertified);
        Assert.Contains(newsroom.Get<KeyRing>().SiteKeyId, await File.ReadAllTextAsync(Path.Combine(newsroom.Folder, "versions", "head"), Cancel), StringComparison.Ordinal);
        Assert.Contains(newsroom.Get<KeyRing>().SiteKeyId, await File.ReadAllTextAsync(Path.Combine(newsroom.Folder, "audit.head"), Cancel), StringComparison.Ordinal);
        Assert.Empty(await newsroom.FindAsync());
        await newsroom.OpenAgainAsync();
        Assert.Empty(await newsroom.FindAsync());
        Assert.Contains(served.Split('\n')[0], await newsroom.ServedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    [Trait("Defence", "retired-key")]
    public async Task What_a_retired_key_signs_after_its_last_day_is_forged(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "Text."));
        var stolen = Directory.CreateTempSubdirectory("stolen").FullName;
        foreach (var name in new[] { "site.key", "site.pub", "hashing.key" })
        {
            File.Copy(Path.Combine(newsroom.Folder, "keys", name), Path.Combine(Directory.CreateDirectory(Path.Combine(stolen, "keys")).FullName, name));
        }
        await RotateAsync(newsroom, new RotateKey.Order());
        using var thief = new KeyRing(new DataFolder(stolen));
        thief.Load();
        var seq = newsroom.Get<VersionStore>().AllLive().Max(v => v.Seq) + 1;
        var content = CanonicalJson.Bytes(Newspaper.Article("a", "Buy pills", "Text.") with { Address = newsroom.Get<Catalogue>().ById("a")!.Address });
        var row = new VersionSeal(thief).Sign(
            new VersionEnvelope { Seq = seq, Subject = "article/a", Number = 2, Kind = VersionKind.Publish, Sha256 = CanonicalJson.Sha256(content), Previous = newsroom.Get<VersionStore>().Live("article/a")!.Sha256, At = newsroom.Time.GetUtcNow(), SettledAt = newsroom.Time.GetUtcNow(), Who = "operator", Why = "", Key = thief.SiteKeyId },
            content);
        await using (var db = newsroom.Db())
        {
            db.Add(row);
            await db.SaveChangesAsync(Cancel);
        }

        await newsroom.Get<VersionStore>().CatchUpAsync(Cancel);

        Assert.Equal(1, newsroom.Get<VersionStore>().Live("article/a")!.Number);
        Assert.Contains("Bridge closed", await newsroom.ServedAsync(), StringComparison.Ordinal);
        Assert.Single(newsroom.Get<VersionStore>().RemovedForged);
        Directory.Delete(stolen, recursive: true);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Another_program_on_the_same_folder_signs_with_the_new_key_at_once(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "Text."));
        using var process = TestProgram.Start(newsroom.Folder, newsroom.Postgres, "keys", "rotate", "--json");
        var result = await TestProgram.EndAsync(process);
        Assert.True(result.ExitCode == 0, result.Error);

        await newsroom.PublishAsync(Newspaper.Article("b", "Bridge open", "Text."));

        Assert.Contains(newsroom.Get<KeyRing>().SitePublicKey, result.Output, StringComparison.Ordinal);
        Assert.NotNull(newsroom.Get<VersionStore>().Live("article/b"));
        Assert.Empty(newsroom.Get<VersionStore>().RemovedForged);
        Assert.Empty(await newsroom.FindAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Of_a_key_in_other_hands_only_what_came_before_is_believed_and_an_owner_approves_the_rest(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "Text."), Newspaper.Article("b", "Harbour", "Text."));
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        var since = newsroom.Time.GetUtcNow();
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        await newsroom.PublishAsync(Newspaper.Article("a", "Buy pills", "Text.") with { Address = newsroom.Get<Catalogue>().ById("a")!.Address });
        await newsroom.PublishAsync(Newspaper.Article("c", "New piece", "Text."));

        var done = await RotateAsync(newsroom, new RotateKey.Order(CompromisedAt: since));

        Assert.Equal(2, done.Doubted);
        var served = await newsroom.ServedAsync();
        Assert.Contains("Bridge closed", served, StringComparison.Ordinal);
        Assert.DoesNotContain("Buy pills", served, StringComparison.Ordinal);
        Assert.DoesNotContain("New piece", served, StringComparison.Ordinal);
        Assert.Equal(1, newsroom.Get<VersionStore>().Live("article/b")!.Number);
        Assert.All(await newsroom.FindAsync(), line => Assert.Contains("wait for an owner", line, StringComparison.Ordinal));

        var settle = newsroom.Get<SettleDoubted>();
        var waiting = await settle.WaitingAsync(Cancel);
        Assert.Equal(["article/c", "article/a"], waiting.Select(d => d.Subject));
        Assert.Equal("owner_needed", (await settle.ApproveAsync(waiting[0].Seq, new Actor("x", "x"), Cancel)).Refusal!.Code);
        Assert.True((await settle.ApproveAsync(waiting[0].Seq, Actor.Operator, Cancel)).IsDone);
        Assert.True((await settle.RefuseAsync(waiting[1].Seq, Actor.Operator, Cancel)).IsDone);

        await newsroom.OpenAgainAsync();
        Assert.Empty(await newsroom.FindAsync());
        Assert.Contains("New piece", await newsroom.ServedAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Buy pills", await newsroom.ServedAsync(), StringComparison.Ordinal);
        var old = newsroom.Get<KeyRing>().Retired[0];
        Assert.False(old.IsBelieved);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_whole_outlet_is_taken_back_and_brought_back_and_every_table_follows(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.Get<Broadside.Import.Sample.MakeSample>().RunAsync(Actor.Operator, Cancel);
        var served = await newsroom.ServedAsync();

        await RotateAsync(newsroom, new RotateKey.Order(CompromisedAt: newsroom.Time.GetUtcNow().AddYears(-1)));

        Assert.All(await newsroom.FindAsync(), line => Assert.Contains("wait for an owner", line, StringComparison.Ordinal));
        Assert.NotEqual(served, await newsroom.ServedAsync());
        var settle = newsroom.Get<SettleDoubted>();
        foreach (var doubted in (await settle.WaitingAsync(Cancel)).OrderBy(d => d.Seq))
        {
            Assert.True((await settle.ApproveAsync(doubted.Seq, Actor.Operator, Cancel)).IsDone, doubted.Subject);
        }
        Assert.Empty(await newsroom.FindAsync());
        Assert.Equal(served, await newsroom.ServedAsync());
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task What_was_dated_back_is_not_believed_where_an_edition_from_before_did_not_hold_it(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "Text."));
        await newsroom.Get<MarkEdition>().RunAsync(1, newsroom.Time.GetUtcNow(), Cancel);
        await newsroom.PublishAsync(Newspaper.Article("b", "Dated back", "Text."));
        newsroom.Time.Advance(TimeSpan.FromHours(1));

        // Signed before that day as it says, and in no edition from before.
        var done = await RotateAsync(newsroom, new RotateKey.Order(CompromisedAt: newsroom.Time.GetUtcNow()));

        Assert.Equal(1, done.Doubted);
        Assert.Contains("Bridge closed", await newsroom.ServedAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("Dated back", await newsroom.ServedAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task A_root_key_vouches_and_has_to_be_asked_for_the_next_one(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "Text."));
        Assert.Contains("not certified", await FrontAsync(newsroom), StringComparison.Ordinal);
        using var root = RootKey.New();
        using var other = RootKey.New();
        Assert.True((await newsroom.Get<CertifySiteKey>().RunAsync(root, false, Actor.Operator, Cancel)).IsDone);
        Assert.Contains(RootKey.Fingerprint(root.Line), await FrontAsync(newsroom), StringComparison.Ordinal);

        Assert.Equal("root_needed", (await newsroom.Get<RotateKey>().RunAsync(new RotateKey.Order(), Actor.Operator, Cancel)).Refusal!.Code);
        Assert.Equal("other_root", (await newsroom.Get<RotateKey>().RunAsync(new RotateKey.Order(other), Actor.Operator, Cancel)).Refusal!.Code);
        Assert.True((await RotateAsync(newsroom, new RotateKey.Order(root))).IsCertified);

        var old = newsroom.Get<KeyRing>().Retired[0].Line;
        Assert.True(SiteKeyCertificate.Read(Path.Combine(newsroom.Folder, "keys"))!.Holds(newsroom.Get<KeyRing>().SitePublicKey));
        Assert.Equal("present_key", (await newsroom.Get<RevokeKey>().RunAsync(newsroom.Get<KeyRing>().SiteKeyId, root, Actor.Operator, Cancel)).Refusal!.Code);
        Assert.True((await newsroom.Get<RevokeKey>().RunAsync(old, root, Actor.Operator, Cancel)).Value!.Holds);
        Assert.Equal(old, Assert.Single(newsroom.Get<SiteRecord>().Read<KeyFacts>(KeyFacts.Part).Revoked).Key);
        Assert.False((await RotateAsync(newsroom, new RotateKey.Order(WithoutRoot: true))).IsCertified);
        Assert.Contains("not certified", await FrontAsync(newsroom), StringComparison.Ordinal);
        Assert.True((await newsroom.Get<CertifySiteKey>().RunAsync(root, false, Actor.Operator, Cancel)).IsDone);
        Assert.Equal(root.Line, newsroom.Get<CertifySiteKey>().Root);
        Assert.Empty(await newsroom.FindAsync());
        Assert.DoesNotContain(Directory.GetFiles(newsroom.Folder, "*", SearchOption.AllDirectories), f => Holds(f, root.Words.Split(' ')[3] + " " + root.Words.Split(' ')[4]));
    }

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task Killed_at_any_step_the_key_is_turned_once_by_asking_again(string engine)
    {
        // In the usual run each engine is killed at other points.
        for (var point = engine == Engines.Sqlite ? 1 : 4; ; point += TestSize.Pick(9, 1))
        {
            await using var newsroom = await TestNewsroom.OpenAsync(engine);
            await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "Text."));
            newsroom.Time.Advance(TimeSpan.FromHours(2));
            var since = newsroom.Time.GetUtcNow() - TimeSpan.FromHours(1);
            await newsroom.PublishAsync(Newspaper.Article("a", "Buy pills", "Text.") with { Address = newsroom.Get<Catalogue>().ById("a")!.Address });
            var old = newsroom.Get<KeyRing>().SitePublicKey;
            var killed = await KilledAsync(point, () => RotateAsync(newsroom, new RotateKey.Order(CompromisedAt: since)));

            await newsroom.OpenAgainAsync();
            Assert.DoesNotContain(await newsroom.FindAsync(), l => !l.Contains("wait for an owner", StringComparison.Ordinal));
            if (killed)
            {
                await RotateAsync(newsroom, new RotateKey.Order(CompromisedAt: since));
            }

            Assert.Equal(old, Assert.Single(newsroom.Get<KeyRing>().Retired).Line);
            Assert.Contains("Bridge closed", await newsroom.ServedAsync(), StringComparison.Ordinal);
            Assert.Single(await newsroom.Get<SettleDoubted>().WaitingAsync(Cancel));
            Assert.False(File.Exists(Path.Combine(newsroom.Folder, "keys", "turning.json")));
            if (!killed)
            {
                Assert.True(point > 12, $"only {point} points");
                return;
            }
        }
    }

    [Fact]
    public async Task Keys_go_into_a_file_under_a_passphrase_and_come_back()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        await newsroom.PublishAsync(Newspaper.Article("a", "Bridge closed", "Text."));
        var (file, line) = (Path.Combine(newsroom.Folder, "keys.box"), newsroom.Get<KeyRing>().SitePublicKey);
        Assert.Equal("short", (await newsroom.Get<ExportKeys>().RunAsync(file, "short", Actor.Operator, Cancel)).Refusal!.Code);
        Assert.True((await newsroom.Get<ExportKeys>().RunAsync(file, "tide table under the clock", Actor.Operator, Cancel)).IsDone);
        var secret = (await File.ReadAllTextAsync(Path.Combine(newsroom.Folder, "keys", "site.key"), Cancel)).Trim();
        Assert.False(Holds(file, secret));
        File.Delete(Path.Combine(newsroom.Folder, "keys", "site.key"));
        await newsroom.OpenAgainAsync();
        Assert.False(newsroom.Get<KeyRing>().CanSign);

        Assert.Equal("passphrase", (await newsroom.Get<ImportKeys>().RunAsync(file, "tide table under the rock", false, Actor.Operator, Cancel)).Refusal!.Code);
        Assert.True((await newsroom.Get<ImportKeys>().RunAsync(file, "tide table under the clock", false, Actor.Operator, Cancel)).IsDone);

        Assert.True(newsroom.Get<KeyRing>().CanSign);
        Assert.Equal(line, newsroom.Get<KeyRing>().SitePublicKey);
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[^30] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        Assert.NotNull((await newsroom.Get<ImportKeys>().RunAsync(file, "tide table under the clock", false, Actor.Operator, Cancel)).Refusal);
        await using var other = await TestNewsroom.OpenAsync();
        await newsroom.Get<ExportKeys>().RunAsync(file, "tide table under the clock", Actor.Operator, Cancel);
        Assert.Equal("other_keys", (await other.Get<ImportKeys>().RunAsync(file, "tide table under the clock", false, Actor.Operator, Cancel)).Refusal!.Code);
        Assert.True((await other.Get<ImportKeys>().RunAsync(file, "tide table under the clock", true, Actor.Operator, Cancel)).IsDone);
        await other.PublishAsync(Newspaper.Article("a", "Bridge closed", "Text."));
        Assert.Equal(line, other.Get<KeyRing>().SitePublicKey);
        Assert.Empty(await other.FindAsync());
    }

    [Fact]
    public async Task The_commands_speak_the_words_once_and_take_them_from_standard_input()
    {
        using var folder = new TempFolder();
        var made = await RunAsync(folder.Path, null, "keys", "root", "--json");
        var words = System.Text.Json.JsonDocument.Parse(made.Output).RootElement.GetProperty("words").GetString()!;
        Assert.Equal(18, words.Split(' ').Length);
        Assert.Equal(1, (await RunAsync(folder.Path, "wrong words", "keys", "rotate")).ExitCode);
        var rotated = await RunAsync(folder.Path, words, "keys", "rotate");
        Assert.True(rotated.ExitCode == 0, rotated.Error);
        Assert.StartsWith("RW", rotated.Output, StringComparison.Ordinal);
        Assert.Contains("is certified", rotated.Error, StringComparison.Ordinal);
        var shown = System.Text.Json.JsonDocument.Parse((await RunAsync(folder.Path, null, "keys", "show", "--json")).Output).RootElement;
        Assert.Equal(rotated.Output.Trim(), shown.GetProperty("site").GetString());
        Assert.Equal(1, shown.GetProperty("former").GetArrayLength());
        Assert.StartsWith("RW", shown.GetProperty("root").GetString(), StringComparison.Ordinal);
    }

    private static async Task<TestProgram.Result> RunAsync(string data, string? input, params string[] arguments)
    {
        var start = TestProgram.StartInfo(data, null, null, arguments);
        start.RedirectStandardInput = true;
        using var process = System.Diagnostics.Process.Start(start)!;
        await process.StandardInput.WriteLineAsync(input ?? "");
        process.StandardInput.Close();
        return await TestProgram.EndAsync(process);
    }

    private static async Task<RotateKey.Rotated> RotateAsync(TestNewsroom newsroom, RotateKey.Order order)
    {
        var outcome = await newsroom.Get<RotateKey>().RunAsync(order, Actor.Operator, Cancel);
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
        return outcome.Value;
    }

    internal static async Task<bool> KilledAsync(int point, Func<Task> work)
    {
        var passed = 0;
        Mishap.Heard.Value = _ =>
        {
            if (++passed == point)
            {
                throw new KilledException();
            }
        };
        try
        {
            await work();
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
        finally
        {
            Mishap.Heard.Value = null;
        }
    }

    private static async Task<string> FrontAsync(TestNewsroom newsroom)
    {
        var page = await newsroom.Get<PageCache>().GetAsync("/", Cancel);
        return System.Text.Encoding.UTF8.GetString(page!.Page.Body);
    }

    private static bool Holds(string file, string text)
    {
        try
        {
            return File.ReadAllText(file).Contains(text, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private sealed class KilledException : Exception;
}
