using Broadside.Guard;
using Broadside.Kit;

namespace Broadside.Tests.Guard;

public sealed class SecretsTests
{
    [Fact]
    public void What_was_sealed_opens_for_its_own_purpose_alone()
    {
        using var folder = new TempFolder();
        using var secrets = Open(folder);

        var once = secrets.Seal("code/ana", "JBSWY3DPEHPK3PXP");
        var twice = secrets.Seal("code/ana", "JBSWY3DPEHPK3PXP");

        Assert.NotEqual(once, twice);
        Assert.Equal("JBSWY3DPEHPK3PXP", secrets.Open("code/ana", once));
        Assert.Null(secrets.Open("code/ben", once));
    }

    [Fact]
    public void What_was_altered_in_any_place_does_not_open()
    {
        using var folder = new TempFolder();
        using var secrets = Open(folder);
        var closed = secrets.Seal("p", "secret");

        for (var i = 0; i < closed.Length; i++)
        {
            var altered = closed[..i] + (closed[i] == 'A' ? 'B' : 'A') + closed[(i + 1)..];
            // The last letter of base 64 may hold bits that say nothing.
            Assert.True(secrets.Open("p", altered) is null || i >= closed.Length - 3, $"altered at {i}");
        }
        Assert.Null(secrets.Open("p", ""));
        Assert.Null(secrets.Open("p", "x1."));
        Assert.Null(secrets.Open("p", "x1.%%%"));
    }

    [Fact]
    public void The_key_is_made_once_is_the_owners_alone_and_without_it_nothing_opens()
    {
        using var folder = new TempFolder();
        string closed;
        using (var first = Open(folder))
        {
            closed = first.Seal("p", "secret");
        }
        var file = folder.At("keys", "secrets.key");

        using (var again = Open(folder))
        {
            Assert.Equal("secret", again.Open("p", closed));
        }
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Single(Directory.GetFiles(folder.At("keys")));
        File.Delete(file);
        using var other = Open(folder);
        Assert.Null(other.Open("p", closed));
    }

    [Fact]
    public async Task Many_who_come_first_at_once_agree_on_one_key()
    {
        using var folder = new TempFolder();
        var all = Enumerable.Range(0, 8).Select(_ => Open(folder)).ToList();

        var closed = await Task.WhenAll(all.Select(s => Task.Run(() => s.Seal("p", "secret"))));

        Assert.All(closed, text => Assert.All(all, s => Assert.Equal("secret", s.Open("p", text))));
        all.ForEach(s => s.Dispose());
    }

    private static Secrets Open(TempFolder folder)
    {
        Directory.CreateDirectory(folder.At("keys"));
        return new Secrets(new DataFolder(folder.Path));
    }
}
