using Broadside.Mirror.Editions;
using Broadside.Tests.Guard;

namespace Broadside.Tests.Mirror.Editions;

public sealed class CheckEditionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData(typeof(Engines))]
    public async Task An_edition_that_nobody_can_sign_anew_rings_a_day_before_it_ends_and_is_quiet_once_it_is_renewed(string engine)
    {
        await using var newsroom = await EditionTests.OpenAsync(engine);
        var keep = newsroom.Get<KeepEdition>();
        Assert.NotNull(await keep.RunAsync(Cancel));
        var key = Path.Combine(newsroom.Folder, "keys", "site.key");
        File.Move(key, key + ".away");

        newsroom.Time.Advance(TimeSpan.FromHours(47));
        Assert.Null(await keep.RunAsync(Cancel));
        Assert.DoesNotContain(await newsroom.AlarmsAsync(), a => a.Code == CheckEdition.Alarm);
        Assert.Empty(await newsroom.DoctorAsync("edition"));

        newsroom.Time.Advance(TimeSpan.FromHours(2));
        Assert.Null(await keep.RunAsync(Cancel));
        Assert.Contains("holds only until", Assert.Single(await newsroom.AlarmsAsync(), a => a.Code == CheckEdition.Alarm).Message, StringComparison.Ordinal);

        newsroom.Time.Advance(TimeSpan.FromHours(24));
        Assert.Contains("expired at", Assert.Single(await newsroom.DoctorAsync("edition")), StringComparison.Ordinal);

        File.Move(key + ".away", key);
        Assert.NotNull(await keep.RunAsync(Cancel));
        Assert.DoesNotContain(await newsroom.AlarmsAsync(), a => a.Code == CheckEdition.Alarm);
        Assert.Empty(await newsroom.DoctorAsync("edition"));
    }
}
