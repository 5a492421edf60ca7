using Broadside.Guard;
using Broadside.Kit;
using Broadside.Site.Https;
using Broadside.Tests.Guard;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Site.Https;

public sealed class RenewCertificatesTests
{
    [Fact]
    public async Task A_certificate_is_renewed_when_a_third_of_its_life_is_left_and_not_before()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        Assert.Equal(1, await RunAsync(site));

        site.Time.Advance(TimeSpan.FromDays(59));
        Assert.Equal(0, await RunAsync(site));
        site.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await RunAsync(site));

        Assert.Equal(site.Time.GetUtcNow() + TimeSpan.FromDays(90), site.Get<CertificateBoard>().Of("news.test")!.EndsAt);
        Assert.Empty(await AlarmsAsync(site));
        Assert.Empty(site.Authority.Broken);
    }

    [Fact]
    [Trait("Defence", "certificate-pauses")]
    public async Task What_failed_is_tried_later_and_later()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        site.Authority.Fetch = (_, _) => Task.FromResult<string?>(null);
        var tried = new List<int>();
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            var before = site.Authority.Requests;
            await RunAsync(site);
            if (site.Authority.Requests > before)
            {
                tried.Add(minute);
            }
            site.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([0, 2, 17, 47, 107, 287, 647, 1367], tried);
    }

    [Fact]
    public async Task An_authority_is_left_alone_for_as_long_as_it_asks()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        site.Authority.Patience = TimeSpan.FromHours(7);
        await RunAsync(site);
        site.Authority.Patience = null;

        site.Time.Advance(TimeSpan.FromHours(6.9));
        Assert.Equal(0, await RunAsync(site));
        site.Time.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal(1, await RunAsync(site));
    }

    [Fact]
    public async Task Fourteen_days_before_the_end_a_failure_is_an_alarm_and_a_certificate_clears_it()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        await RunAsync(site);
        var (fetch, end) = (site.Authority.Fetch, site.Get<CertificateBoard>().Of("news.test")!.EndsAt);
        site.Authority.Fetch = (_, _) => Task.FromResult<string?>(null);

        site.Time.MoveTo(end - TimeSpan.FromDays(15));
        await RunAsync(site);
        Assert.Empty(await AlarmsAsync(site));
        Assert.Empty(await site.Newsroom.DoctorAsync("certificates"));
        site.Time.MoveTo(end - TimeSpan.FromDays(13.9));
        await RunAsync(site);
        Assert.StartsWith("The certificate of news.test ends in 14 days and was not renewed. The authority did not find the proof", Assert.Single(await AlarmsAsync(site)), StringComparison.Ordinal);
        Assert.StartsWith("The certificate of news.test ends on ", Assert.Single(await site.Newsroom.DoctorAsync("certificates")), StringComparison.Ordinal);
        site.Time.MoveTo(end + TimeSpan.FromDays(1));
        await RunAsync(site);
        Assert.StartsWith("news.test has no certificate that holds", Assert.Single(await AlarmsAsync(site)), StringComparison.Ordinal);
        Assert.StartsWith("news.test has no certificate that holds. The authority did not find", Assert.Single(await site.Newsroom.DoctorAsync("certificates")), StringComparison.Ordinal);

        site.Authority.Fetch = fetch;
        site.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await RunAsync(site));
        Assert.Empty(await AlarmsAsync(site));
    }

    [Fact]
    public async Task A_try_that_the_program_did_not_survive_counts()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        foreach (var point in new[] { "certificate ordered", "proof put up", "certificate asked for" })
        {
            Mishap.Heard.Value = here =>
            {
                if (here == point)
                {
                    throw new TimeoutException(point);
                }
            };
            try
            {
                await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(site));
            }
            finally
            {
                Mishap.Heard.Value = null;
            }
            Assert.Equal(0, await RunAsync(site));
            site.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(3, site.Get<TlsFolder>().Tries("news.test").Failures);
        Assert.Equal(1, await RunAsync(site));
        Assert.Equal(0, site.Get<TlsFolder>().Tries("news.test").Failures);
    }

    [Fact]
    public async Task A_certificate_of_ones_own_is_taken_up_without_a_restart()
    {
        await using var site = await AcmeNewsroom.StartAsync();
        await RunAsync(site);
        var pem = await File.ReadAllTextAsync(site.Pem, TestContext.Current.CancellationToken);
        await site.ObtainAsync();
        var second = await File.ReadAllTextAsync(site.Pem, TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(site.Pem, pem, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(site.Pem, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await RunAsync(site);
        var shown = site.Get<CertificateBoard>().For("NEWS.test")!;

        Assert.NotEqual(pem, second);
        using var expected = HeldCertificate.Read(pem);
        Assert.Equal(expected!.Context.TargetCertificate.Thumbprint, shown.Context.TargetCertificate.Thumbprint);
        Assert.Same(shown, site.Get<CertificateBoard>().For("else.test"));
        Assert.Same(shown, site.Get<CertificateBoard>().For(null));
    }

    private static Task<int> RunAsync(AcmeNewsroom site) => site.Get<RenewCertificates>().RunAsync(TestContext.Current.CancellationToken);

    private static async Task<List<string>> AlarmsAsync(AcmeNewsroom site)
    {
        await using var db = site.Newsroom.Db();
        return await db.Set<Alarm>().Where(a => a.ClearedAt == null && a.Code == "certificate").Select(a => a.Message).ToListAsync(TestContext.Current.CancellationToken);
    }
}
