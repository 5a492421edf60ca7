using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Broadside.Mirror.Targets;

namespace Broadside.Tests.Mirror.Targets;

public sealed class MirrorAddressTests
{
    [Theory]
    [InlineData("file:///media/stick/site/", "Folder", "", "/media/stick/site")]
    [InlineData("/media/stick/site", "Folder", "", "/media/stick/site")]
    [InlineData("sftp://ana@far.example.org/srv/www", "Sftp", "far.example.org", "/srv/www")]
    [InlineData("sftp://ana@far.example.org:2222/~/www", "Sftp", "far.example.org", "www")]
    [InlineData("ana@far.example.org:www/site", "Rsync", "far.example.org", "www/site")]
    [InlineData("rsync+ssh://ana@far.example.org:2222/srv/www", "Rsync", "far.example.org", "/srv/www")]
    [InlineData("rsync://far.example.org/module/site", "Rsync", "far.example.org", "module/site")]
    [InlineData("s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-1", "S3", "s3.example.org", "prefix")]
    [InlineData("davs://ana@far.example.org/site", "WebDav", "far.example.org", "site")]
    [InlineData("dav://127.0.0.1:8080/site", "WebDav", "127.0.0.1", "site")]
    public void An_address_says_how_and_where(string text, string kind, string host, string path)
    {
        var address = MirrorAddress.Parse(text).Value!;

        Assert.Equal((kind, host, path), (address.Kind.ToString(), address.Host, address.Path));
        Assert.Equal(address, MirrorAddress.Parse(address.Text).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("far.example.org")]
    [InlineData("ftp://far.example.org/site")]
    [InlineData("file:///")]
    [InlineData("file://far/share")]
    [InlineData("sftp://far.example.org/site")]
    [InlineData("sftp://ana:hunter2@far.example.org/site")]
    [InlineData("sftp://-oProxyCommand=x@far.example.org/site")]
    [InlineData("sftp://ana@far.example.org/")]
    [InlineData("-oProxyCommand=x@far:site")]
    [InlineData("ana@-oProxyCommand=x:site")]
    [InlineData("ana@far.example.org:-e")]
    [InlineData("ana@far.example.org:../../etc")]
    [InlineData("rsync://far.example.org/module\n/x")]
    [InlineData("dav://far.example.org/site")]
    [InlineData("s3://bucket/prefix?endpoint=http://s3.example.org")]
    [InlineData("s3://bucket/prefix?secret=x")]
    public void What_is_none_or_could_be_read_as_something_else_is_refused(string text) => Assert.Equal("address", MirrorAddress.Parse(text).Refusal?.Field);

    [Fact]
    public async Task Curl_signs_a_request_of_S3_alike()
    {
        Missing.SkipUnless(File.Exists("/usr/bin/curl"), "No curl: apt-get install curl");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}/bucket/site/{S3Signature.Encode("archive/año & más (1).txt")}";
        using var curl = Process.Start(new ProcessStartInfo("/usr/bin/curl", ["-s", "--aws-sigv4", "aws:amz:eu-1:s3", "--user", "AKID:secret/key", "-H", "x-amz-content-sha256: " + S3Signature.NoBody, address]) { RedirectStandardOutput = true })!;
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var bytes = new byte[8192];
        var asked = Encoding.ASCII.GetString(bytes, 0, await client.GetStream().ReadAsync(bytes, TestContext.Current.CancellationToken));
        curl.Kill();
        string Header(string name) => asked.Split("\r\n").Single(l => l.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
        var at = DateTimeOffset.ParseExact(Header("X-Amz-Date"), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        new S3Signature("AKID", "secret/key", "eu-1", new FakeTime(at)).Sign(request, S3Signature.NoBody);

        Assert.Equal(Header("Authorization").Replace(", ", ",", StringComparison.Ordinal), request.Headers.GetValues("Authorization").Single());
    }

    [Fact]
    public void The_signature_of_S3_is_that_of_its_documentation()
    {
        // The example of "Signature Calculations for the Authorization Header: GET Object", without its Range header, counted anew by Python's hmac.
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://examplebucket.s3.amazonaws.com/test.txt");
        new S3Signature("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", new FakeTime(new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero))).Sign(request, S3Signature.NoBody);

        Assert.Equal(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=df548e2ce037944d03f3e68682813b093763996d597cf890ca3d9037fd231eb4",
            request.Headers.GetValues("Authorization").Single());
    }
}
