using System.Net;
using System.Net.Sockets;
using System.Text;
using Broadside.Guard;
using Broadside.Kit;
using Broadside.Mirror.Pushing;
using Broadside.Mirror.Targets;
using Broadside.Tests.Mirror.Pushing;
using Microsoft.EntityFrameworkCore;

namespace Broadside.Tests.Mirror.Targets;

/// <summary>What a far machine may do to a push, told in words.</summary>
public sealed class TroubleTests
{
    [Theory]
    [InlineData("Sftp")]
    [InlineData("Rsync")]
    [InlineData("Rsync+ssh")]
    [InlineData("S3")]
    [InlineData("WebDav")]
    public async Task A_machine_that_is_off_cannot_be_reached(string kind)
    {
        await using var far = await FarServer.StartAsync(kind);
        await using var newsroom = await ReadyAsync(far);
        far.Stop();

        Assert.Equal("mirror_unreachable", (await Mirrors.PushAsync(newsroom)).Refusal?.Code);
    }

    [Theory]
    [InlineData("Sftp")]
    [InlineData("Rsync")]
    [InlineData("Rsync+ssh")]
    [InlineData("S3")]
    [InlineData("WebDav")]
    public async Task A_wrong_password_or_key_is_told(string kind)
    {
        await using var far = await FarServer.StartAsync(kind);
        await using var newsroom = await Mirrors.OpenAsync();
        var wish = new AddMirror.Wish("lisbon", far.Address) { User = far.User is null ? null : "nobody", Password = far.Secret is null ? null : "wrong", ByOperator = true };
        Assert.True((await newsroom.Get<AddMirror>().RunAsync(wish, Actor.Operator, default)).IsDone);
        await SignedEdition.WriteAsync(newsroom, 1);

        var refused = await Mirrors.PushAsync(newsroom);

        Assert.Equal("mirror_login", refused.Refusal?.Code);
        Assert.DoesNotContain("wrong", refused.Refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sftp")]
    [InlineData("Rsync")]
    [InlineData("WebDav")]
    public async Task A_machine_that_may_only_be_read_is_told(string kind)
    {
        await using var far = await FarServer.StartAsync(kind, isReadOnly: true);
        await using var newsroom = await ReadyAsync(far);

        Assert.Equal("mirror_denied", (await Mirrors.PushAsync(newsroom)).Refusal?.Code);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_the_old_edition_stays()
    {
        Missing.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");
        await using var far = await FarServer.StartAsync("Folder");
        await using var newsroom = await ReadyAsync(far);
        var first = await SignedEdition.WriteAsync(newsroom, 1);
        await Mirrors.PushedAsync(newsroom);
        var second = await SignedEdition.WriteAsync(newsroom, 2);
        // Every file that would be written at the side is one that takes nothing.
        Directory.CreateDirectory(Path.Combine(far.Root, StagedTarget.Side));
        foreach (var (name, text) in second)
        {
            var sha256 = CanonicalJson.Sha256(Encoding.UTF8.GetBytes(text));
            File.CreateSymbolicLink(Path.Combine(far.Root, StagedTarget.Side, Ids.Of(sha256 + " " + name, 32)), "/dev/full");
        }

        var refused = await Mirrors.PushAsync(newsroom);
        Directory.Delete(Path.Combine(far.Root, StagedTarget.Side), recursive: true);

        Assert.Equal("mirror_full", refused.Refusal?.Code);
        FarFolder.IsExactly(far, first);
    }

    [Theory]
    [InlineData("HTTP/1.1 507 Insufficient Storage\r\nContent-Length: 0\r\n\r\n", "mirror_full")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "mirror_denied")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/\r\nContent-Length: 0\r\n\r\n", "mirror_broken")]
    [InlineData("nonsense\r\n\r\n", "mirror_broken")]
    [InlineData("", "mirror_slow")]
    public async Task What_a_strange_server_says_is_told(string answer, string code)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, answer, TestContext.Current.CancellationToken);
        await using var newsroom = await Mirrors.OpenAsync(patience: new MirrorPatience(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(300)));
        var wish = new AddMirror.Wish("lisbon", $"dav://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x") { ByOperator = true };
        Assert.True((await newsroom.Get<AddMirror>().RunAsync(wish, Actor.Operator, default)).IsDone);
        await SignedEdition.WriteAsync(newsroom, 1);

        Assert.Equal(code, (await Mirrors.PushAsync(newsroom)).Refusal?.Code);
        listener.Stop();
        await answering;
    }

    [Theory]
    [InlineData("Sftp")]
    [InlineData("Rsync+ssh")]
    [Trait("Defence", "mirror-host-key")]
    public async Task A_host_that_shows_another_key_gets_nothing(string kind)
    {
        await using var far = await FarServer.StartAsync(kind);
        await using var newsroom = await ReadyAsync(far);
        var first = await SignedEdition.WriteAsync(newsroom, 1);
        await Mirrors.PushedAsync(newsroom);
        var pinned = (await Mirrors.RowAsync(newsroom)).HostKey;
        await SignedEdition.WriteAsync(newsroom, 2);
        await far.ReplaceHostAsync();

        var refused = await Mirrors.PushAsync(newsroom);

        Assert.Equal("mirror_host_key", refused.Refusal?.Code);
        Assert.StartsWith("ssh-ed25519 ", pinned, StringComparison.Ordinal);
        Assert.StartsWith("SHA256:", HostKeyPin.Fingerprint(pinned!), StringComparison.Ordinal);
        Assert.Equal(pinned, (await Mirrors.RowAsync(newsroom)).HostKey);
        FarFolder.IsExactly(far, first);
        await using var db = newsroom.Db();
        Assert.Single(await db.Set<Alarm>().Where(a => a.Code == MirrorAlarms.HostKey && a.ClearedAt == null).ToListAsync());
    }

    private static async Task<TestNewsroom> ReadyAsync(FarServer far)
    {
        var newsroom = await Mirrors.OpenAsync();
        await Mirrors.AddAsync(newsroom, far);
        await SignedEdition.WriteAsync(newsroom, 1);
        return newsroom;
    }

    private static async Task AnswerAsync(TcpListener listener, string answer, CancellationToken cancel)
    {
        var open = new List<TcpClient>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(cancel);
                open.Add(client);
                await client.GetStream().ReadAsync(new byte[4096], cancel);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), cancel);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            open.ForEach(c => c.Dispose());
        }
    }
}
