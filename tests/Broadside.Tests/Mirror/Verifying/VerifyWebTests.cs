using System.Diagnostics;
using System.Net.Sockets;
using Broadside.Kit;
using Broadside.Mirror.Verifying;
using Microsoft.AspNetCore.Http;

namespace Broadside.Tests.Mirror.Verifying;

/// <summary>The same at an address, where a host may do what it likes.</summary>
public sealed class VerifyWebTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestEdition edition = new();
    private readonly HastyTime time = new(TestEdition.Now);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_site_is_good_with_its_page_for_what_is_not_there_and_what_was_withdrawn()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        host.Answers = context => Task.FromResult(context.Request.Path == "/2026/11/story-1/" && Is(context, 410, edition.Text("2026/11/story-1/index.html")));

        var report = await LookAsync(host);

        Assert.Empty(report.Findings);
        Assert.Equal((0, "127.0.0.1"), (report.ExitCode, new Uri(report.Place).Host));
        Assert.True(report.Files > 12);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task A_live_site_that_publishes_meanwhile_is_good()
    {
        await using var host = await LooseHost.StartAsync(folder.At("site"));
        edition.Site = host.Address.TrimEnd('/');
        edition.WriteTo(folder.At("site"));
        edition.Put("index.html", TestEdition.Page("Front", "<p>News!</p>"));
        await File.WriteAllBytesAsync(folder.At("site", "index.html"), edition.Files["index.html"], Cancel);
        edition.Number++;
        time.Meanwhile = () => edition.WriteTo(folder.At("site"));

        var report = await LookAsync(host);

        Assert.Empty(report.Findings);
        Assert.Equal(8, report.Statement!.Number);
        Assert.Equal(VerifyEdition.Renewal, Assert.Single(time.Waits));
    }

    [Fact]
    public async Task A_live_site_whose_pictures_are_still_being_made_is_waited_for_as_long_as_it_renews_its_edition()
    {
        await using var host = await LooseHost.StartAsync(folder.At("site"));
        edition.Site = host.Address.TrimEnd('/');
        edition.WriteTo(folder.At("site"));
        var made = 0;
        void MakeOne()
        {
            edition.Number++;
            edition.WriteTo(folder.At("site"));
            if (++made < 4)
            {
                edition.Put("media/photo.jpg", $"Size {made}.");
                File.WriteAllBytes(folder.At("site", "media", "photo.jpg"), edition.Files["media/photo.jpg"]);
            }
        }
        MakeOne();
        time.Meanwhile = MakeOne;

        var report = await LookAsync(host);

        Assert.Empty(report.Findings);
        Assert.Equal((11, 3), (report.Statement!.Number, time.Waits.Count));
    }

    [Fact]
    public async Task A_live_site_that_is_still_another_after_the_wait_is_bad()
    {
        await using var host = await LooseHost.StartAsync(folder.At("site"));
        edition.Site = host.Address.TrimEnd('/');
        edition.WriteTo(folder.At("site"));
        await File.WriteAllTextAsync(folder.At("site", "index.html"), "Other.", Cancel);

        Assert.Contains((await LookAsync(host)).Findings, f => (f.Code, f.Path) == ("changed", "index.html"));
        Assert.Equal(VerifyEdition.Renewal, Assert.Single(time.Waits));
    }

    [Fact]
    [Trait("Defence", "verify-looks")]
    public async Task A_page_that_search_engines_alone_get_is_found_with_the_link_in_it()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        host.Answers = context => Task.FromResult(
            context.Request.Headers.UserAgent.ToString().Contains("Googlebot", StringComparison.Ordinal) && context.Request.Path == "/2026/11/story-3/"
            && Is(context, 200, edition.Text("2026/11/story-3/index.html").Replace("</body>", "<div style=\"left:-999px\"><a href=\"https://casino.example/\">best casino</a></div></body>", StringComparison.Ordinal)));

        var report = await LookAsync(host);

        Assert.Contains(report.Findings, f => (f.Code, f.Path) == ("cloaked", "2026/11/story-3/index.html") && f.Message.Contains("search engines", StringComparison.Ordinal));
        Assert.Contains(report.Findings, f => f.Code == "link" && f.Message.Contains("https://casino.example/: “best casino”", StringComparison.Ordinal));
        Assert.Equal(2, report.Findings.Count);
    }

    [Fact]
    public async Task Who_comes_from_a_search_and_is_led_elsewhere_is_found()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        host.Answers = context =>
        {
            var leads = context.Request.Headers.Referer.Count > 0 && context.Request.Path == "/";
            if (leads)
            {
                context.Response.Redirect("https://casino.example/");
            }
            return Task.FromResult(leads);
        };

        Assert.Equal(("redirect", "index.html"), Assert.Single((await LookAsync(host)).Findings) is var f ? (f.Code, f.Path) : default);
        Assert.DoesNotContain("casino", string.Join(' ', host.Asked), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Defence", "verify-extra")]
    public async Task What_the_host_added_is_named_where_intruders_put_it_and_where_changed_pages_lead()
    {
        await using var host = await LooseHost.StartAsync(edition.WriteTo(folder.At("site")));
        await File.WriteAllTextAsync(folder.At("site", "wp-login.php"), "<form>", Cancel);
        Directory.CreateDirectory(folder.At("site", "cheap"));
        await File.WriteAllTextAsync(folder.At("site", "cheap", "index.html"), "<a href=\"https://pills.example/\">Pills</a>", Cancel);
        await File.WriteAllTextAsync(folder.At("site", "index.html"), edition.Text("index.html").Replace("</body>", "<a href=\"/cheap/\">More</a><a href=\"/nowhere/\">x</a></body>", StringComparison.Ordinal), Cancel);

        var report = await LookAsync(host);

        Assert.Contains(report.Findings, f => (f.Code, f.Path) == ("extra", "wp-login.php"));
        Assert.Contains(report.Findings, f => (f.Code, f.Path) == ("extra", "cheap/"));
        Assert.Contains(report.Findings, f => f.Code == "link" && f.Path == "cheap/" && f.Message.Contains("pills.example", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Findings, f => f.Path == "nowhere/");
    }

    [Fact]
    public async Task A_changed_link_to_a_known_host_is_told_where_another_mirror_has_the_signed_page()
    {
        await using var host = await LooseHost.StartAsync(folder.At("site"));
        await using var other = await LooseHost.StartAsync(folder.At("other"));
        edition.Mirrors.Add(other.Address);
        edition.WriteTo(folder.At("site"));
        edition.WriteTo(folder.At("other"));
        const string Path = "2026/11/story-4/index.html";
        await File.WriteAllTextAsync(folder.At("site", Path), edition.Text(Path).Replace("known.example/minutes", "known.example/bought", StringComparison.Ordinal), Cancel);

        Assert.Contains((await LookAsync(host)).Findings, f => f.Code == "link" && f.Message.Contains("known.example/bought: “Minutes”", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_site_that_does_not_answer_cannot_be_told_and_one_without_an_edition_is_bad()
    {
        await using var host = await LooseHost.StartAsync(folder.At("nothing"));
        var dead = new Uri(host.Address).Port;
        Assert.Equal(("no-edition", 1), (await LookAsync(host)) is var report ? (Assert.Single(report.Findings).Code, report.ExitCode) : default);
        await host.DisposeAsync();

        var silent = await new VerifyEdition(time).RunAsync(new VerifyAsk { Place = $"http://127.0.0.1:{dead}/" }, Cancel);

        Assert.Equal((2, 0), (silent.ExitCode, silent.Findings.Count));
        Assert.NotEmpty(silent.Notes);
    }

    [Fact]
    [Trait("Defence", "verify-bytes")]
    public async Task One_byte_changed_on_an_nginx_mirror_is_found_and_a_file_added_there_is_named()
    {
        Missing.SkipUnless(File.Exists("/usr/sbin/nginx"), "No nginx: apt-get install nginx.");
        edition.WriteTo(folder.At("site"));
        var port = FreePort();
        Directory.CreateDirectory(folder.At("tmp"));
        await File.WriteAllTextAsync(folder.At("nginx.conf"), $$"""
            {{(Environment.UserName == "root" ? "user root;" : "")}} daemon off; worker_processes 1; pid {{folder.At("nginx.pid")}}; error_log {{folder.At("error.log")}};
            events { worker_connections 64; }
            http {
              access_log off; client_body_temp_path {{folder.At("tmp")}}; proxy_temp_path {{folder.At("tmp")}}; fastcgi_temp_path {{folder.At("tmp")}}; uwsgi_temp_path {{folder.At("tmp")}}; scgi_temp_path {{folder.At("tmp")}};
              gzip on; gzip_types text/css;
              server { listen 127.0.0.1:{{port}}; root {{folder.At("site")}}; error_page 404 /404.html; }
            }
            """, Cancel);
        using var nginx = Process.Start(new ProcessStartInfo("/usr/sbin/nginx", ["-c", folder.At("nginx.conf"), "-e", folder.At("error.log")]) { RedirectStandardError = true })!;
        try
        {
            await AnswersAsync(port);
            var good = await LookAsync(port);
            var file = folder.At("site", "media", "photo.jpg");
            var bytes = await File.ReadAllBytesAsync(file, Cancel);
            bytes[77] ^= 1;
            await File.WriteAllBytesAsync(file, bytes, Cancel);
            await File.WriteAllTextAsync(folder.At("site", "shell.php"), "<?php", Cancel);
            var bad = await LookAsync(port);

            Assert.Empty(good.Findings);
            Assert.Equal([("changed", "media/photo.jpg"), ("extra", "shell.php")], bad.Findings.Select(f => (f.Code, f.Path)));
        }
        finally
        {
            nginx.Kill(entireProcessTree: true);
            await nginx.WaitForExitAsync(Cancel);
        }
    }

    public void Dispose()
    {
        edition.Dispose();
        folder.Dispose();
    }

    private static bool Is(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.WriteAsync(body, Cancel).GetAwaiter().GetResult();
        return true;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task AnswersAsync(int port)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port, Cancel);
                return;
            }
            catch (SocketException) when (tries < 400)
            {
                await Task.Delay(20, Cancel);
            }
        }
    }

    private Task<VerifyReport> LookAsync(LooseHost host) => new VerifyEdition(time).RunAsync(new VerifyAsk { Place = host.Address, Key = edition.PublicKey }, Cancel);

    private Task<VerifyReport> LookAsync(int port) => new VerifyEdition(time).RunAsync(new VerifyAsk { Place = $"http://127.0.0.1:{port}", Key = edition.PublicKey }, Cancel);
}
