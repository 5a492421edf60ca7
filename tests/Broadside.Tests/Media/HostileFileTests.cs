using System.Text;
using Broadside.Kit;
using Broadside.Media;
using CsCheck;

namespace Broadside.Tests.Media;

public sealed class HostileFileTests
{
    /// <summary>A few hundred bytes, or not many more, that claim to be more than any picture: too long, too many pixels, too many frames.</summary>
    public static TheoryData<string, byte[]> Bombs => new()
    {
        { "PNG, one side", Fixtures.PngBomb(40_000, 10) },
        { "PNG, pixels", Fixtures.PngBomb(20_000, 20_000) },
        { "JPEG, one side", Fixtures.JpegBomb(65_500, 10) },
        { "JPEG, pixels", Fixtures.JpegBomb(20_000, 20_000) },
        { "WebP, pixels", Fixtures.WebpBomb(16_000, 16_000) },
        { "AVIF, pixels", Fixtures.AvifBomb(20_000, 20_000) },
        { "GIF, pixels of all frames", Fixtures.GifBomb(2_000, 2_000, 60) },
        { "GIF, frames", Fixtures.GifBomb(1, 1, 5_000) },
        { "WebP, frames", Fixtures.MovingWebp(2, 2, 3_500) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    [Trait("Defence", "picture-size")]
    public async Task A_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(string what, byte[] bomb)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        var refusal = await newsroom.RefusedAsync(bomb, what);

        Assert.Equal("media.pixels", refusal.Code);
        Assert.False(Directory.EnumerateFiles(Path.Combine(newsroom.Folder, "media", "arriving")).Any());
    }

    [Fact]
    public async Task A_damaged_or_cut_picture_is_refused()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var (jpeg, png, gif) = (Fixtures.Jpeg(), Fixtures.Png(), Fixtures.MovingGif());

        Assert.Equal("media.damaged", (await newsroom.RefusedAsync(jpeg[..(jpeg.Length / 2)])).Code);
        Assert.Equal("media.damaged", (await newsroom.RefusedAsync(png[..(png.Length / 2)])).Code);
        Assert.Equal("media.damaged", (await newsroom.RefusedAsync(gif[..20])).Code);
        Assert.Equal("media.damaged", (await newsroom.RefusedAsync(Fixtures.PngBomb(4000, 4000))).Code);
    }

    [Fact]
    public async Task Nothing_that_could_pass_for_a_page_or_an_archive_survives_in_a_picture()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        byte[][] disguised =
        [
            [.. Fixtures.Jpeg(), .. "<script>alert(1)</script>"u8],
            Fixtures.Jpeg(comment: [.. "*/=alert(1)/*<html><script>"u8]),
            [.. Fixtures.Png(), .. "PK\u0003\u0004 an archive"u8],
            Fixtures.WithPngChunk(Fixtures.Png(), "IDAT", [.. "<?php system($_GET[0]);"u8]),
            [.. Fixtures.Webp(), .. "<svg onload=alert(1)>"u8],
            [.. Fixtures.MovingGif(), .. "<script>"u8],
        ];

        foreach (var file in disguised)
        {
            var outcome = await newsroom.AddAsync(file);
            var kept = outcome.IsDone ? newsroom.Kept(outcome.Value) : [];
            Assert.False(kept.Holds("<script") || kept.Holds("<svg") || kept.Holds("<?php") || kept.Holds("PK\u0003\u0004"));
        }
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG")]
    [InlineData("<!doctype html><script>alert(1)</script>", "web page")]
    [InlineData("PK\u0003\u0004 and so on", "ZIP")]
    [InlineData("BM and so on", "BMP")]
    [InlineData("II*\0 and so on", "TIFF")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "HEIC")]
    [InlineData("plain words", "no file that the library holds")]
    public async Task What_the_library_does_not_hold_is_refused_with_what_to_do_whatever_its_name(string content, string word)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        var refusal = await newsroom.RefusedAsync(Encoding.Latin1.GetBytes(content), "innocent.jpg");

        Assert.Equal("media.type", refusal.Code);
        Assert.Contains(word, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_file_and_one_over_the_size_of_its_kind_are_refused()
    {
        await using var newsroom = await TestNewsroom.OpenAsync(settings: [("Media:LargestPicture", "5000")]);

        Assert.Equal("media.empty", (await newsroom.RefusedAsync([])).Code);
        Assert.Equal("media.size", (await newsroom.RefusedAsync(Fixtures.Png())).Code);
    }

    [Fact]
    public async Task A_wrong_extension_is_put_right()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        var added = await newsroom.AddedAsync(Fixtures.Png(), "holiday.jpg.exe");

        Assert.Equal(("image/png", "holiday.jpg.png"), (added.MediaType, added.Name));
    }

    [Theory]
    [Trait("Defence", "file-name")]
    [InlineData("../../etc/passwd", "passwd.jpg")]
    [InlineData(@"C:\Users\kim\a.png", "a.jpg")]
    [InlineData("a\u202Egpj.exe", "agpj.jpg")]
    [InlineData("x\r\nSet-Cookie: a", "xSet-Cookie a.jpg")]
    [InlineData("...", "picture.jpg")]
    [InlineData("", "picture.jpg")]
    [InlineData("Bogotá – año 2026.jpeg", "Bogotá – año 2026.jpg")]
    public void A_name_is_for_reading_only(string sent, string clean) => Assert.Equal(clean, FileName.Clean(sent, MediaType.Jpeg));

    [Fact]
    public async Task However_a_file_is_garbled_it_is_taken_clean_or_refused_in_words()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        byte[][] honest =
        [
            Fixtures.Jpeg(60, 40, Fixtures.Exif()), Fixtures.Png(60, 40), Fixtures.MovingGif(20, 10), Fixtures.Webp(60, 40),
            Recordings.Mp4(), Recordings.Mp3(), Recordings.Flac(), Recordings.Wav(), Recordings.Webm(), Recordings.Ogg(), Recordings.Pdf("<< >>"),
        ];
        var garbled = from which in Gen.Int[0, honest.Length - 1]
                      let file = honest[which]
                      from hits in Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Array[0, 6]
                      from cut in Gen.Int[0, file.Length]
                      from cuts in Gen.Bool
                      select Garble(file, hits, cuts ? cut : file.Length);

        await garbled.SampleAsync(
            async file =>
            {
                var outcome = await newsroom.AddAsync(file);
                Assert.True(outcome.IsDone ? !newsroom.Kept(outcome.Value).Holds("Exif\0\0") : outcome.Refusal.Message.Length > 20);
            },
            iter: 300,
            threads: 1);
    }

    private static byte[] Garble(byte[] file, (int At, byte Value)[] hits, int length)
    {
        var garbled = file.ToArray();
        foreach (var (at, value) in hits)
        {
            garbled[at] = value;
        }
        return garbled[..length];
    }
}
