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
}
