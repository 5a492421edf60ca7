using System.IO.Compression;
using System.Text;

namespace Broadside.Tests.Media;

public sealed class RecordingTests
{
    public static TheoryData<string, byte[], string, int> All => new()
    {
        { "film", Recordings.Mp4(), "video/mp4", 10 },
        { "sound in a film's container", Recordings.Mp4("soun"), "audio/mp4", 10 },
        { "m4a", Recordings.Mp4("soun", "M4A "), "audio/mp4", 10 },
        { "mp3", Recordings.Mp3(), "audio/mpeg", 2 },
        { "flac", Recordings.Flac(), "audio/flac", 3 },
        { "wav", Recordings.Wav(), "audio/wav", 1 },
        { "opus", Recordings.Ogg(), "audio/ogg", 5 },
        { "webm", Recordings.Webm(), "video/webm", 7 },
    };

    [Theory, MemberData(nameof(All))]
    public async Task A_recording_is_recognised_measured_and_forgets_where_it_was_made(string what, byte[] sent, string type, int seconds)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        var added = await newsroom.AddedAsync(sent, what);

        Assert.Equal((type, seconds), (added.MediaType, added.Seconds));
        Assert.False(newsroom.Kept(added).Holds(Recordings.Place[..8]), "The place is still there.");
    }

    [Fact]
    public async Task A_podcast_offers_its_title_and_keeps_its_sound()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var sent = Recordings.Mp3();

        var added = await newsroom.AddedAsync(sent);

        Assert.Equal("Podcast número 4", added.Title);
        var sound = sent.AsSpan()[sent.AsSpan().IndexOf([(byte)0xFF, (byte)0xFB])..^128].ToArray();
        Assert.Equal(sound, newsroom.Kept(added));
    }

    [Fact]
    public async Task A_cut_recording_is_refused()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        Assert.Equal("media.damaged", (await newsroom.RefusedAsync(Recordings.Mp4()[..120])).Code);
        Assert.Equal("media.damaged", (await newsroom.RefusedAsync(Recordings.Flac()[..60])).Code);
        Assert.Equal("media.damaged", (await newsroom.RefusedAsync(Recordings.Wav()[..30])).Code);
    }

    [Theory]
    [Trait("Defence", "document-scripts")]
    [InlineData("<< /Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>", "scripts")]
    [InlineData("<< /S /J#61vaScript >>", "scripts")]
    [InlineData("<< /S /Launch /F (cmd.exe) >>", "programs")]
    [InlineData("<< /Names << /EmbeddedFiles 2 0 R >> >>", "files inside")]
    [InlineData("<< /Encrypt 3 0 R >>", "encrypted")]
    public async Task A_document_that_does_more_than_show_pages_is_refused(string content, string word)
    {
        await using var newsroom = await TestNewsroom.OpenAsync();

        Assert.Contains(word, (await newsroom.RefusedAsync(Recordings.Pdf(content), "report.pdf")).Message, StringComparison.Ordinal);
        Assert.Contains(word, (await newsroom.RefusedAsync(Recordings.Pdf(Packed(content)), "report.pdf")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_honest_document_is_kept_as_it_is()
    {
        await using var newsroom = await TestNewsroom.OpenAsync();
        var sent = Recordings.Pdf(Packed("<< /Type /Page /JSON 1 >>"));

        var added = await newsroom.AddedAsync(sent, "Informe final.pdf");

        Assert.Equal(("application/pdf", "Informe final.pdf", null), (added.MediaType, added.Name, added.Width));
        Assert.Equal(sent, newsroom.Kept(added));
    }

    private static string Packed(string content)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            zlib.Write(Encoding.Latin1.GetBytes(content));
        }
        return $"<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n{Encoding.Latin1.GetString(packed.ToArray())}\nendstream";
    }
}
