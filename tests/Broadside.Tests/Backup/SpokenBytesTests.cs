using Broadside.Backup.Sealing;
using CsCheck;

namespace Broadside.Tests.Backup;

public sealed class SpokenBytesTests
{
    [Fact]
    public void Words_say_the_bytes_back() =>
        Gen.Byte.Array[32].Sample(bytes => SpokenBytes.Hear(string.Join("-", SpokenBytes.Say(bytes)))!.AsSpan().SequenceEqual(bytes), iter: 200);

    [Fact]
    public void A_key_is_seventeen_words_of_five_letters()
    {
        var (_, words) = RecoveryKey.Make();

        Assert.Equal(17, words.Count);
        Assert.All(words, w => Assert.Matches("^[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]$", w));
    }

    [Fact]
    public void A_wrong_or_missing_word_is_noticed()
    {
        var words = SpokenBytes.Say([.. Enumerable.Range(0, 32).Select(i => (byte)i)]).ToList();

        Assert.Null(SpokenBytes.Hear(string.Join(' ', words.SkipLast(1))));
        Assert.Null(SpokenBytes.Hear(string.Join(' ', words[1], words[0], string.Join(' ', words.Skip(2)))));
        Assert.Null(SpokenBytes.Hear("hello world"));
        Assert.Null(SpokenBytes.Hear(""));
    }
}
