using System.Text;
using Broadside.Articles.Body;
using Broadside.Import.WordPress;
using CsCheck;

namespace Broadside.Tests.Import.WordPress;

public sealed class WordPressFuzzTests
{
    private static readonly byte[] Good = File.ReadAllBytes(Wxr.Everything);

    [Fact]
    public void No_bytes_make_the_reader_throw()
    {
        using var folder = new TempFolder();
        var path = folder.At("fuzz.xml");
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[0, 400], Gen.Byte.Array[0, 40], Gen.Bool).Sample(
            (at, cut, put, truncate) =>
            {
                var end = Math.Min(Good.Length, at + cut);
                File.WriteAllBytes(path, [.. Good[..at], .. put, .. truncate ? [] : Good[end..]]);
                var opened = WxrFile.Open(path);
                if (!opened.IsDone)
                {
                    Assert.NotEmpty(opened.Refusal.Message);
                    return;
                }
                using var file = opened.Value;
                while (file.Next() is { } part)
                {
                    Assert.NotEmpty(file.Read(part));
                }
            },
            iter: TestSize.Pick(300, 20_000),
            threads: 1);
    }

    [Fact]
    public void No_text_makes_the_body_throw()
    {
        string[] pieces = ["<!-- wp:", "group", "paragraph", " -->", " /-->", "{\"url\":\"", "<p>", "</p>", "[caption", "]", "[/caption]", "[gallery ids=\"", "\"", "[code]", "[[", "<pre>", "<img src='a.jpg'>", "\n\n", "https://vimeo.com/1\n", "<ul><li>", "é", "\uD83C", "&#0;", "<", "<!--", "-->", "[vc_row ", "="];
        Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 60].Sample(
            parts => Assert.NotNull(HtmlReader.Read(new BodyHtml(BodySources.None, "1").Of(string.Concat(parts)))),
            iter: TestSize.Pick(2_000, 100_000),
            threads: 1);
    }

    [Fact]
    public void No_serialised_value_makes_php_reading_throw() =>
        Gen.Char["as:{}0123456789;\"iOdbN\u00e9"].Array[0, 60].Sample(letters => PhpValue.Read(new string(letters)), iter: TestSize.Pick(5_000, 200_000), threads: 1);
}
