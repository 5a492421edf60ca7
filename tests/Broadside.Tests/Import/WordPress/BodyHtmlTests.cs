using Broadside.Import.WordPress;

namespace Broadside.Tests.Import.WordPress;

public sealed class BodyHtmlTests
{
    [Theory]
    [InlineData("one\n\ntwo", "<p>one</p><p>two</p>")]
    [InlineData("one\ntwo", "<p>one<br>two</p>")]
    [InlineData("one<br />\ntwo", "<p>one<br />two</p>")]
    [InlineData("<h2>Title</h2>\ntext", "<h2>Title</h2><p>text</p>")]
    [InlineData("<blockquote>said\n\nagain</blockquote>", "<blockquote><p>said</p><p>again</p></blockquote>")]
    [InlineData("<ul>\n<li>a</li>\n</ul>", "<ul><li>a</li></ul>")]
    [InlineData("<pre>a\n\nb</pre>", "<pre>ab</pre>")]
    [InlineData("5 < 6 and <em>so</em>", "<p>5 < 6 and <em>so</em></p>")]
    [InlineData("https://vimeo.com/76979871", "<iframe src=\"https://vimeo.com/76979871\"></iframe>")]
    [InlineData("https://blog.example/a", "<p><a href=\"https://blog.example/a\">https://blog.example/a</a></p>")]
    [InlineData("a<!--more-->b", "<p>a</p><p>b</p>")]
    [InlineData("[youtube https://youtu.be/abcdefghijk]", "<iframe src=\"https://youtu.be/abcdefghijk\"></iframe>")]
    [InlineData("[youtube=https://youtu.be/abcdefghijk]", "<iframe src=\"https://youtu.be/abcdefghijk\"></iframe>")]
    [InlineData("[embed width=\"5\"]https://vimeo.com/76979871[/embed]", "<iframe src=\"https://vimeo.com/76979871\"></iframe>")]
    [InlineData("[audio mp3=\"https://a.example/x.mp3\"][/audio]", "<audio controls src=\"https://a.example/x.mp3\"></audio>")]
    [InlineData("[caption width=\"1\" caption=\"Old &amp; wise\"]<img src=\"a.jpg\">[/caption]", "<figure><img src=\"a.jpg\"><figcaption>Old & wise</figcaption></figure>")]
    [InlineData("[vc_row][vc_column width=\"1/2\"][vc_column_text]kept[/vc_column_text][/vc_column][/vc_row]", "<p>kept</p>")]
    [InlineData("[et_pb_section][et_pb_text admin_label=\"Text\"]kept[/et_pb_text][/et_pb_section]", "<p>kept</p>")]
    [InlineData("He said [sic] and [laughs].", "<p>He said [sic] and [laughs].</p>")]
    [InlineData("Write [[gallery]] for one.", "<p>Write [gallery] for one.</p>")]
    [InlineData("[sourcecode language=\"c\"]a[i] = b;[/sourcecode]", "<pre><code>a[i] = b;</code></pre>")]
    public void Classic_text_becomes_the_html_that_wordpress_makes_of_it(string text, string html) => Assert.Equal(html, Html(text));

    [Theory]
    [InlineData("<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->", "<p>a</p>")]
    [InlineData("<!-- wp:core/paragraph --><p>a</p><!-- /wp:core/paragraph -->classic\n\ntext", "<p>a</p><p>classic</p><p>text</p>")]
    [InlineData("<!-- wp:group {\"a\":\"\\u002d\\u002d\\u003e\"} --><div><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --></div><!-- /wp:group -->", "<div><p>a</p></div>")]
    [InlineData("<!-- wp:separator /-->", "<hr>")]
    [InlineData("<!-- wp:embed {\"url\":\"https://vimeo.com/76979871\"} /-->", "<iframe src=\"https://vimeo.com/76979871\"></iframe>")]
    [InlineData("<!-- wp:verse --><pre class=\"wp-block-verse\">a\nb</pre><!-- /wp:verse -->", "<p>a<br>b</p>")]
    [InlineData("<!-- wp:group --><div><p>open</p>", "<div><p>open</p>")]
    [InlineData("<!-- /wp:group --><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph -->", "<p>a</p>")]
    [InlineData("<!-- wp:code --><pre><code>[gallery]</code></pre><!-- /wp:code -->", "<pre><code>&#91;gallery]</code></pre>")]
    public void Block_comments_become_the_html_they_stand_for(string text, string html) => Assert.Equal(html, Html(text));

    [Theory]
    [InlineData("<!-- wp:latest-posts /-->", "dynamic_block")]
    [InlineData("<!-- wp:block {\"ref\":5} /-->", "reusable_block")]
    [InlineData("[gallery ids=\"5\"]", "gallery")]
    [InlineData("[contact-form to=\"x\"]", "shortcode")]
    [InlineData("[vc_raw_html]PHNjcmlwdD4=[/vc_raw_html]", "shortcode")]
    [InlineData("[vc_row]x[/vc_row]", "builder")]
    public void What_cannot_come_over_is_named(string text, string code)
    {
        var body = new BodyHtml(BodySources.None, "1");
        body.Of(text);
        Assert.Contains(body.Notes, n => n.Code == code);
    }

    [Theory]
    [InlineData("http://i0.wp.com/www.old.example/wp-content/uploads/2019/03/rio-300x200.jpg?w=300", "old.example/wp-content/uploads/2019/03/rio.jpg")]
    [InlineData("https://OLD.example/wp-content/uploads/2019/03/rio-scaled.jpg", "old.example/wp-content/uploads/2019/03/rio.jpg")]
    [InlineData("//old.example/a/b-1024x768-e1234567890123.png", "old.example/a/b.png")]
    [InlineData("https://old.example/a/2x2-plan.png", "old.example/a/2x2-plan.png")]
    public void The_many_addresses_of_one_file_have_one_key(string address, string key) => Assert.Equal(key, UploadAddress.Key(address));

    [Theory]
    [InlineData("a:2:{s:5:\"width\";i:1200;s:4:\"file\";s:5:\"a.jpg\";}", "width", "1200")]
    [InlineData("a:1:{s:9:\"x\r\ny\";s:1:\"z\";}", "x\r\ny", "z")]
    [InlineData("a:1:{s:1:\"a\";O:8:\"stdClass\":0:{}}", "a", null)]
    [InlineData("a:99999999:{", "a", null)]
    public void Php_values_are_read_as_data(string text, string key, string? value) => Assert.Equal(value, PhpValue.Read(text)?[key]?.Text);

    private static string Html(string text) => new BodyHtml(BodySources.None, "1").Of(text).Replace("\n", "", StringComparison.Ordinal);
}
