using System.Buffers.Binary;
using System.Text;

namespace Broadside.Tests.Media;

public sealed class OggTests
{
    private const string Place = "LOCATION=" + Recordings.Place;

    public static TheoryData<string, byte[]> Telling => new()
    {
        { "opus", Recordings.Opus("TITLE=Podcast número 4", Place, "ENCODER=Kim's laptop") },
        { "vorbis", Recordings.Vorbis("ARTIST=Kim", "title=Podcast número 4", Place) },
        { "opus with a picture over many pages", Recordings.Opus("TITLE=Podcast número 4", "METADATA_BLOCK_PICTURE=" + new string('A', 200_000), Place) },
        { "vorbis with a picture over many pages", Recordings.Vorbis("TITLE=Podcast número 4", "METADATA_BLOCK_PICTURE=" + new string('A', 200_000), Place) },
        { "two recordings one after the other", [.. Recordings.Opus("TITLE=Podcast número 4", Place), .. Recordings.Opus(Place)] },
    };

    [Theory]
    [MemberData(nameof(Telling))]
    [Trait("Defence", "recording-words")]
    public async Task An_ogg_recording_forgets_its_comments_and_keeps_its_sound(string what, byte[] sent)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        var added = await newsroom.AddedAsync(sent, what);

        var kept = newsroom.Kept(added);
        Assert.Equal(("audio/ogg", "Podcast número 4", 5), (added.MediaType, added.Title, added.Seconds));
        Assert.False(kept.Holds(Recordings.Place[..8]) || kept.Holds("Kim") || kept.Holds("ENCODER") || kept.Holds("AAAAAAAA") || kept.Holds("A maker"), "It still tells.");
        Assert.Equal(sent.Length, kept.Length);
        Assert.Equal(Sound(sent), Sound(kept));
        Assert.All(Pages(kept), p => Assert.Equal(p.Sum, Recordings.OggSum(p.Bytes)));
        Assert.NotEmpty(Comments(kept));
        Assert.All(Comments(kept), Assert.Empty);
    }

    [Fact]
    public async Task What_is_no_opus_or_vorbis_inside_or_is_broken_is_refused()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var opus = Recordings.Opus(Place);
        byte[] mixed = [.. opus, .. Recordings.OggPage(2, 0, 77, [.. "\u0080theora"u8, .. new byte[40]])];
        byte[] broken = [.. opus];
        broken[Places(opus)[1]] = (byte)'X';

        Assert.Equal("media.damaged", (await newsroom.RefusedAsync(mixed)).Code);
        Assert.Equal("media.damaged", (await newsroom.RefusedAsync(broken)).Code);
        Assert.Equal("media.damaged", (await newsroom.RefusedAsync(opus[..(Places(opus)[1] + 10)])).Code);
    }

    private static string Sound(byte[] file) => string.Join(' ', Pages(file).Select(p => p.Bytes.AsSpan().IndexOf("sound"u8) is >= 0 and var at ? Convert.ToHexString(p.Bytes[at..]) : ""));

    // What a player would list: empty where maker and comments are none.
    private static List<string> Comments(byte[] file)
    {
        var found = new List<string>();
        foreach (var mark in new[] { "OpusTags", "\u0003vorbis" })
        {
            var tail = file.AsSpan();
            while (tail.IndexOf(Encoding.Latin1.GetBytes(mark)) is >= 0 and var at)
            {
                tail = tail[(at + mark.Length)..];
                found.Add(BinaryPrimitives.ReadInt64LittleEndian(tail) == 0 ? "" : Encoding.Latin1.GetString(tail[..20]));
            }
        }
        return found;
    }

    private static IReadOnlyList<int> Places(byte[] file)
    {
        var places = new List<int>();
        for (var at = 0; at < file.Length; at += 27 + file[at + 26] + file.Skip(at + 27).Take(file[at + 26]).Sum(l => l))
        {
            places.Add(at);
        }
        return places;
    }

    private static IEnumerable<(byte[] Bytes, uint Sum)> Pages(byte[] file)
    {
        var places = Places(file);
        for (var i = 0; i < places.Count; i++)
        {
            var page = file[places[i]..(i + 1 < places.Count ? places[i + 1] : file.Length)];
            yield return (page, BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(22)));
        }
    }
}
