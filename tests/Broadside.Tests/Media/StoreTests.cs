using Broadside.Kit;
using Broadside.Media;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Media;

public sealed class StoreTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task An_upload_that_breaks_off_leaves_no_trace(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var content = new BreakingStream(Fixtures.Png());

        await Assert.ThrowsAsync<IOException>(() => newsroom.Get<AddMedia>().RunAsync(content, new NewMedia("a.png"), TestContext.Current.CancellationToken));

        Assert.Empty(newsroom.Get<MediaStore>().All());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(newsroom.Folder, "media", "arriving")));
        await using var db = newsroom.Db();
        Assert.False(await db.Set<MediaFile>().AnyAsync(TestContext.Current.CancellationToken));
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task A_file_whose_row_was_never_written_is_taken_again(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var first = await newsroom.AddedAsync(Fixtures.Png());
        await newsroom.AlterAsync("DELETE FROM media");

        var second = await newsroom.AddedAsync(Fixtures.Png());

        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Equal([first.Sha256], newsroom.Get<MediaStore>().All());
        Assert.NotNull(await newsroom.Get<MediaQueries>().FindAsync(first.Sha256, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_row_whose_file_is_gone_is_healed_when_the_file_comes_again()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var first = await newsroom.AddedAsync(Fixtures.Png());
        File.Delete(newsroom.Get<MediaStore>().PathOf(first.Sha256));

        await newsroom.AddedAsync(Fixtures.Png());

        Assert.True(newsroom.Get<MediaStore>().Has(first.Sha256));
    }

    [Fact]
    public async Task What_a_killed_program_left_half_arrived_goes_after_a_day()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var store = newsroom.Get<MediaStore>();
        var (old, fresh) = (store.NewArrival(), store.NewArrival());
        await File.WriteAllTextAsync(old, "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(fresh, "half", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(old, newsroom.Time.GetUtcNow().UtcDateTime.AddHours(-25));
        File.SetLastWriteTimeUtc(fresh, newsroom.Time.GetUtcNow().UtcDateTime.AddHours(-23));

        await newsroom.OpenAgainAsync();

        Assert.Equal((false, true), (File.Exists(old), File.Exists(fresh)));
    }

    [Fact]
    public async Task Doctor_names_files_that_are_missing_or_altered()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var (missing, altered, good) = (await newsroom.AddedAsync(Fixtures.Png(50, 50)), await newsroom.AddedAsync(Fixtures.Png(60, 50)), await newsroom.AddedAsync(Fixtures.Png(70, 50)));
        File.Delete(newsroom.Get<MediaStore>().PathOf(missing.Sha256));
        await File.AppendAllTextAsync(newsroom.Get<MediaStore>().PathOf(altered.Sha256), "!", TestContext.Current.CancellationToken);

        var check = ((IEnumerable<ICheck>)newsroom.Services.GetService(typeof(IEnumerable<ICheck>))!).Single(c => c.Name == "media");
        var found = await check.RunAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, found.Count);
        Assert.StartsWith($"missing: media file {missing.Sha256}", found[0], StringComparison.Ordinal);
        Assert.StartsWith($"altered: media file {altered.Sha256}", found[1], StringComparison.Ordinal);
        Assert.DoesNotContain(found, f => f.Contains(good.Sha256, StringComparison.Ordinal));
    }

    /// <summary>Gives half of its bytes, then fails as a lost connection does.</summary>
    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > Length / 2 ? throw new IOException("The connection was lost.") : base.ReadAsync(buffer[..Math.Min(buffer.Length, (int)Length / 3)], cancellationToken);
    }
}
