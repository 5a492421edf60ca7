using Broadside.Guard;
using Broadside.Guard.Keys;
using CsCheck;

namespace Broadside.Tests.Guard.Keys;

public sealed class RootKeyTests
{
    private static readonly DateTimeOffset Until = new(2027, 11, 27, 15, 0, 0, TimeSpan.Zero);

    [Fact]
    public void No_two_words_begin_alike()
    {
        Assert.Equal(256, RootWords.List.Length);
        Assert.Equal(256, RootWords.List.Select(w => w[..3]).Distinct(StringComparer.Ordinal).Count());
        Assert.All(RootWords.List, w => Assert.True(w.Length is >= 3 and <= 8 && w.All(char.IsAsciiLetterLower), w));
    }

    [Fact]
    public void The_words_are_the_key_however_they_are_typed() =>
        Gen.Byte.Array[RootWords.Bytes].Sample(
            bytes =>
            {
                var words = RootWords.Of(bytes);
                Assert.Equal(bytes, RootWords.Read(words).Value);
                Assert.Equal(bytes, RootWords.Read("  " + words.ToUpperInvariant().Replace(" ", " \n", StringComparison.Ordinal)).Value);
                Assert.Equal(bytes, RootWords.Read(string.Join(' ', words.Split(' ').Select(w => w[..3]))).Value);
            },
            iter: 200,
            seed: "0000KOIPe036");

    [Fact]
    public void A_slip_of_the_pen_is_noticed_and_the_word_is_named()
    {
        using var root = RootKey.New();
        var words = root.Words.Split(' ');

        Assert.Equal("root_words", RootKey.From(string.Join(' ', words[1..])).Refusal!.Code);
        Assert.Contains("Word 3", RootKey.From(string.Join(' ', [.. words[..2], "qqqq", .. words[3..]])).Refusal!.Message, StringComparison.Ordinal);
        var other = RootWords.List[(Array.IndexOf(RootWords.List, words[4]) + 1) % 256];
        Assert.Contains("do not fit", RootKey.From(string.Join(' ', [.. words[..4], other, .. words[5..]])).Refusal!.Message, StringComparison.Ordinal);
        Assert.Null(RootKey.From("").Value);
        Assert.Null(RootKey.From(null).Value);
    }

    [Fact]
    public void A_certificate_speaks_of_one_site_key_and_one_day()
    {
        using var root = RootKey.New();
        using var other = RootKey.New();
        var (line, foreign) = (Line(1), Line(2));
        var certificate = root.Certify(line, Until);

        Assert.Equal($"broadside site key {line} expires 2027-11-27T15:00:00Z", SiteKeyCertificate.Text(line, Until));
        Assert.True(certificate.Holds(line));
        Assert.False(certificate.Holds(foreign));
        Assert.False((certificate with { ExpiresAt = Until.AddDays(1) }).Holds(line));
        Assert.False((certificate with { Root = other.Line }).Holds(line));
        Assert.All(new[] { "", "x", "AAAA", certificate.Signature[4..] }, s => Assert.False((certificate with { Signature = s }).Holds(line)));
        Assert.All(new[] { "", "x", "RWAAAA" }, r => Assert.False((certificate with { Root = r }).Holds(line)));
        var revocation = root.Revoke(line, Until);
        Assert.True(revocation.Holds);
        Assert.False((revocation with { Key = foreign }).Holds);
    }

    [Fact]
    public void The_same_words_are_the_same_key_on_every_machine()
    {
        using var root = RootKey.From(RootWords.Of(new byte[16])).Value!;

        Assert.Equal("able able able", root.Words[..14]);
        Assert.Equal(4, RootKey.Fingerprint(root.Line).Split(' ').Length);
        using var again = RootKey.From(root.Words).Value!;
        Assert.Equal(root.Line, again.Line);
    }

    private static string Line(byte key) => Minisign.PublicKeyLine(new byte[8], Enumerable.Repeat(key, 32).ToArray());
}
