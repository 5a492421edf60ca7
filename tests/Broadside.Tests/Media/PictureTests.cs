using Broadside.Media;
using NetVips;

namespace Broadside.Tests.Media;

public sealed class PictureTests
{
    [Theory, ClassData(typeof(Engines))]
    public async Task A_photo_is_kept_under_the_hash_of_what_is_kept_and_known_when_it_comes_again(string engine)
    {
        await using var newsroom = await TestNewsroom.OpenAsync(engine);
        var sent = Fixtures.Jpeg(exif: Fixtures.Exif());

        var first = await newsroom.AddedAsync(sent);
        var second = await newsroom.AddedAsync(sent, "again.jpg");
        var cleaned = await newsroom.AddedAsync(newsroom.Kept(first), "cleaned.jpg");

        Assert.Equal(Kit.CanonicalJson.Sha256(newsroom.Kept(first)), first.Sha256);
        Assert.Equal([first.Sha256, first.Sha256], [second.Sha256, cleaned.Sha256]);
        Assert.Equal((400, 300, "image/jpeg", newsroom.Time.GetUtcNow()), (first.Width, first.Height, first.MediaType, first.CreatedAt));
        var found = await newsroom.Get<MediaQueries>().FindAsync(first.Sha256, TestContext.Current.CancellationToken);
        Assert.Equal((first.Bytes, first.Width, "photo.jpg", false), (found!.Bytes, found.Width, found.Name, found.Animated));
    }

    [Fact]
    [Trait("Defence", "picture-words")]
    public async Task A_photo_loses_its_place_its_camera_and_every_word_in_it()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var sent = Fixtures.Jpeg(exif: Fixtures.Exif(), comment: "shot from the window of Casa Verde 7"u8.ToArray());
        Assert.True(Fields(sent).Any(f => f.Contains("GPS", StringComparison.Ordinal)), "The fixture holds no position.");

        var kept = newsroom.Kept(await newsroom.AddedAsync(sent));

        Assert.DoesNotContain(Fields(kept), f => f.StartsWith("exif", StringComparison.Ordinal) || f.StartsWith("xmp", StringComparison.Ordinal));
        Assert.False(kept.Holds("Casa Verde") || kept.Holds("SecretCam") || kept.Holds("Exif"));
    }

    [Fact]
    public async Task The_compressed_data_of_an_upright_photo_stay_bit_for_bit()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var plain = Fixtures.Jpeg();

        var kept = newsroom.Kept(await newsroom.AddedAsync(Fixtures.Jpeg(exif: Fixtures.Exif())));

        var scan = plain.AsSpan()[plain.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA])..];
        Assert.True(kept.AsSpan().EndsWith(scan));
    }

    [Fact]
    public async Task A_turned_photo_is_turned_upright_for_good()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        var added = await newsroom.AddedAsync(Fixtures.Jpeg(400, 300, Fixtures.Exif(orientation: 6)));

        Assert.Equal((300, 400), (added.Width, added.Height));
        Assert.DoesNotContain("orientation", Fields(newsroom.Kept(added)));
    }

    [Fact]
    public async Task A_photo_in_another_colour_space_is_brought_into_srgb()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var sent = Fixtures.JpegInP3();

        var kept = newsroom.Kept(await newsroom.AddedAsync(sent));

        using var before = Image.NewFromBuffer(sent);
        using var after = Image.NewFromBuffer(kept);
        using var expected = before.IccTransform("srgb", embedded: true);
        Assert.DoesNotContain("icc-profile-data", Fields(kept));
        Assert.InRange((expected - after).Abs().Avg(), 0, 3);
        Assert.True((before - after).Abs().Avg() > 1, "The colours stayed as they were.");
    }

    [Fact]
    public async Task What_the_photo_says_about_itself_is_offered_and_what_the_sender_says_counts()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        byte[] xmp = [.. Fixtures.Jpeg(40, 30)];
        xmp = [.. xmp[..2], .. Fixtures.Segment(0xE1, Fixtures.Xmp("Two people on a bridge", "Ana Ruiz / Agencia", "The bridge at noon")), .. xmp[2..]];

        var byXmp = await newsroom.AddedAsync(xmp);
        var byExif = await newsroom.AddedAsync(Fixtures.Jpeg(42, 30, Fixtures.Exif()));
        var bySender = await newsroom.AddAsync(Fixtures.Jpeg(44, 30, Fixtures.Exif()), new NewMedia("a.jpg") { Credit = "Staff", Alt = " A river " });

        Assert.Equal(("Two people on a bridge", "Ana Ruiz / Agencia", "The bridge at noon"), (byXmp.Alt, byXmp.Credit, byXmp.Caption));
        Assert.Equal((null, Fixtures.Secret, "A bridge over the river"), (byExif.Alt, byExif.Credit, byExif.Caption));
        Assert.Equal(("A river", "Staff", "A bridge over the river"), (bySender.Value!.Alt, bySender.Value.Credit, bySender.Value.Caption));
    }

    [Fact]
    public async Task An_animation_keeps_its_frames()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var sent = Fixtures.MovingGif();
        byte[] commented = [.. sent[..^1], 0x21, 0xFE, 4, .. "Casa"u8, 0, 0x3B, .. "<script>"u8];

        var added = await newsroom.AddedAsync(commented, "moving.gif");

        Assert.Equal((true, 60, 40, "image/gif"), (added.Animated, added.Width, added.Height, added.MediaType));
        Assert.Equal(sent, newsroom.Kept(added));
    }

    [Fact]
    public async Task Png_and_webp_keep_their_kind_and_lose_their_texts()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        var png = await newsroom.AddedAsync(Fixtures.WithPngChunk(Fixtures.Png(), "tEXt", [.. "Author\0Casa Verde"u8]));
        var webp = await newsroom.AddedAsync(Fixtures.Webp());
        var avif = await newsroom.AddedAsync(Fixtures.Avif());

        Assert.Equal(["image/png", "image/webp", "image/jpeg"], [png.MediaType, webp.MediaType, avif.MediaType]);
        Assert.False(newsroom.Kept(png).Holds("Casa Verde"));
        Assert.Equal("photo.png", png.Name);
    }

    private static string[] Fields(byte[] picture)
    {
        using var image = Image.NewFromBuffer(picture);
        return image.GetFields();
    }
}
