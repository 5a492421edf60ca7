using Broadside.Backup.Keeping;
using Broadside.Backup.Sealing;
using Broadside.Guard;
using Broadside.Jobs;
using Broadside.Kit;
using Broadside.Mirror.Targets;
using Broadside.Tests.Mirror.Pushing;
using Broadside.Tests.Mirror.Targets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadside.Tests.Backup;

/// <summary>Copies of backups on another machine.</summary>
public sealed class AwayTests
{
    private static readonly (string Line, string[] Words) Key = Made();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Sftp")]
    [InlineData("Rsync")]
    [InlineData("S3")]
    [InlineData("WebDav")]
    public async Task Each_nights_copy_goes_to_another_machine_encrypted_and_the_oldest_go(string kind)
    {
        await using var far = await FarServer.StartAsync(kind);
        using var folder = new TempFolder();
        await using var newsroom = await OpenAsync(far, folder);
        await NightAsync(newsroom);
        if (far.Kind == MirrorKind.Sftp)
        {
            var told = await AlarmAsync(newsroom);
            Assert.NotNull(told);
            await far.AuthorizeAsync(told[told.IndexOf("ssh-ed25519", StringComparison.Ordinal)..].Split('(')[0].Trim());
            await HourAsync(newsroom);
        }
        Assert.Null(await AlarmAsync(newsroom));
        var first = Assert.Single(FarFolder.Read(far)).Key;
        await NightAsync(newsroom);

        var second = Assert.Single(FarFolder.Read(far)).Key;
        Assert.NotEqual(first, second);
        Assert.Null(await AlarmAsync(newsroom));
        Assert.Equal(second, Path.GetFileName(Assert.Single(Directory.GetFiles(folder.At("here")))));
        Assert.False(Directory.Exists(folder.At("here", ".away")));
        File.Copy(far.Within(second), folder.At("fetched.bsb"));
        Assert.Empty((await newsroom.DrillAsync(folder.At("fetched.bsb"), string.Join(' ', Key.Words))).Findings);
    }

    [Fact]
    public async Task A_machine_that_does_not_answer_rings_and_is_tried_again_each_hour_until_it_does()
    {
        await using var far = await FarServer.StartAsync("WebDav");
        using var folder = new TempFolder();
        await using var newsroom = await OpenAsync(far, folder);
        far.Stop();
        await NightAsync(newsroom);
        Assert.Contains("cannot be reached", await AlarmAsync(newsroom), StringComparison.Ordinal);
        await HourAsync(newsroom);
        Assert.Contains("cannot be reached", await AlarmAsync(newsroom), StringComparison.Ordinal);

        await far.StartAgainAsync();
        await HourAsync(newsroom);

        Assert.Single(FarFolder.Read(far));
        Assert.Null(await AlarmAsync(newsroom));
        await using var db = newsroom.Db();
        Assert.Empty(await db.Set<Job>().Where(j => j.Kind == SendAway.JobKind).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Nights_whose_copy_did_not_arrive_push_no_good_one_out_and_a_copy_that_nobody_noted_goes_with_the_others()
    {
        await using var far = await FarServer.StartAsync("WebDav");
        using var folder = new TempFolder();
        await using var newsroom = await OpenAsync(far, folder, keep: 2);
        await NightAsync(newsroom);
        var first = FarFolder.Read(far).Keys.Single();
        far.Stop();
        for (var night = 0; night < 3; night++)
        {
            await NightAsync(newsroom);
        }
        await far.StartAgainAsync();
        await NightAsync(newsroom);
        Assert.Equal(2, FarFolder.Read(far).Count);
        Assert.Contains(first, FarFolder.Read(far).Keys);

        // Arrived, and the program died before it could note that.
        await Dies.AtAsync("backup away", () => NightAsync(newsroom));
        Assert.Equal(3, FarFolder.Read(far).Count);
        var unnoted = FarFolder.Read(far).Keys.Order(StringComparer.Ordinal).Last();
        await NightAsync(newsroom);

        var left = FarFolder.Read(far).Keys;
        Assert.Equal(2, left.Count);
        Assert.DoesNotContain(unnoted, left);
        Assert.DoesNotContain(first, left);
    }

    [Fact]
    [Trait("Defence", "outbound-switch")]
    public async Task A_copy_of_the_newsroom_does_not_push_out_what_the_original_left_there()
    {
        await using var far = await FarServer.StartAsync("WebDav");
        using var folder = new TempFolder();
        await using var newsroom = await OpenAsync(far, folder);
        await NightAsync(newsroom);
        var left = FarFolder.Read(far).Keys.Single();
        await newsroom.AlterAsync("UPDATE outbound SET mark = 'another machine'");

        await NightAsync(newsroom);

        Assert.Equal(left, FarFolder.Read(far).Keys.Single());
    }

    private static async Task<TestNewsroom> OpenAsync(FarServer far, TempFolder folder, int keep = 1)
    {
        List<(string, string)> settings = [("Kit:Address", "https://example.org"), ("Backup:Folder", folder.At("here")), ("Backup:Away", far.Address), ("Backup:Keep", $"{keep}")];
        settings.AddRange(far.User is { } user ? [("Backup:AwayUser", user)] : []);
        settings.AddRange(far.Secret is { } password ? [("Backup:AwayPassword", password)] : []);
        var newsroom = await TestNewsroom.OpenAsync(Engines.Sqlite, services => services.AddSingleton(new OpenTarget(TimeProvider.System)), [.. settings]);
        newsroom.Get<KeptRecoveryKey>().Keep(Key.Line);
        return newsroom;
    }

    private static async Task NightAsync(TestNewsroom newsroom)
    {
        newsroom.Time.Advance(TimeSpan.FromDays(1));
        await newsroom.Get<NightlyBackup>().RunAsync("{}", Cancel);
    }

    private static async Task HourAsync(TestNewsroom newsroom)
    {
        newsroom.Time.Advance(TimeSpan.FromHours(1));
        await newsroom.Get<JobRunner>().RunDueAsync(Cancel);
    }

    private static async Task<string?> AlarmAsync(TestNewsroom newsroom)
    {
        await using var db = newsroom.Db();
        return await db.Set<Alarm>().Where(a => a.Code == "backup-away" && a.ClearedAt == null).Select(a => a.Message).SingleOrDefaultAsync(Cancel);
    }

    private static (string, string[]) Made()
    {
        var (line, words) = RecoveryKey.Make();
        return (line, [.. words]);
    }
}
