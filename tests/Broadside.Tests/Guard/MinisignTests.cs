using System.Diagnostics;
using System.Text;
using Broadside.Guard;
using NSec.Cryptography;

namespace Broadside.Tests.Guard;

/// <summary>Signatures of the stock tool are read as it reads them.</summary>
public sealed class MinisignTests
{
    [Theory]
    [InlineData("-H", true)]
    [InlineData("-l", false)]
    public async Task A_signature_of_minisign_holds_and_one_changed_byte_breaks_it(string kind, bool isHashed)
    {
        Missing.SkipUnless(File.Exists("/usr/bin/minisign"), "No minisign: apt-get install minisign.");
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("file"), "What was said.\n", TestContext.Current.CancellationToken);
        await RunAsync(folder, "-G", "-W", "-p", "key.pub", "-s", "key.sec");
        await RunAsync(folder, "-S", kind, "-s", "key.sec", "-m", "file", "-t", "edition:1 of a test");

        var key = MinisignKey.Read(await File.ReadAllTextAsync(folder.At("key.pub"), TestContext.Current.CancellationToken))!;
        var text = await File.ReadAllTextAsync(folder.At("file.minisig"), TestContext.Current.CancellationToken);
        var signature = MinisignSignature.Read(text)!;
        var file = await File.ReadAllBytesAsync(folder.At("file"), TestContext.Current.CancellationToken);

        Assert.Equal((isHashed, "edition:1 of a test", key.KeyId), (signature.IsHashed, signature.TrustedComment, signature.KeyId));
        Assert.True(Minisign.Verify(key, signature, file));
        Assert.False(Minisign.Verify(key, MinisignSignature.Read(text.Replace("edition:1", "edition:2", StringComparison.Ordinal))!, file));
        file[3] ^= 1;
        Assert.False(Minisign.Verify(key, signature, file));
    }

    [Fact]
    public void A_signature_of_another_key_does_not_hold_whatever_its_id()
    {
        using var own = Key.Create(SignatureAlgorithm.Ed25519);
        using var other = Key.Create(SignatureAlgorithm.Ed25519);
        byte[] id = [1, 2, 3, 4, 5, 6, 7, 8];
        var key = MinisignKey.Read(Minisign.PublicKeyLine(id, own.PublicKey.Export(KeyBlobFormat.RawPublicKey)))!;

        Assert.True(Minisign.Verify(key, MinisignSignature.Read(Minisign.Sign(own, id, "x"u8, "t"))!, "x"u8));
        Assert.False(Minisign.Verify(key, MinisignSignature.Read(Minisign.Sign(other, id, "x"u8, "t"))!, "x"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("RW")]
    [InlineData("untrusted comment: x\nRWQ=\ntrusted comment: y\nAAAA\n")]
    [InlineData("untrusted comment: x\n\ntrusted comment: y\n\n")]
    public void What_is_no_signature_and_no_key_is_none(string text)
    {
        Assert.Null(MinisignSignature.Read(text));
        Assert.Null(MinisignKey.Read(text));
        Assert.Null(MinisignSignature.Read(Encoding.Latin1.GetString([.. Enumerable.Range(0, 256).Select(i => (byte)i)])));
    }

    private static async Task RunAsync(TempFolder folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/minisign", arguments) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
