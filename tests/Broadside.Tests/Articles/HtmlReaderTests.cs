using Broadside.Articles.Body;

namespace Broadside.Tests.Articles;

public sealed class HtmlReaderTests
{
    private static readonly HtmlReaderOptions Own = new() { BaseUrl = new Uri("https://old.example/2024/05/march/"), OwnHosts = new HashSet<string> { "old.example", "www.old.example" } };

    [Theory]
    [InlineData("<p>One  <b>two</b>\n three</p>", "p: One strong{two} three")]
    [InlineData("Only words &amp; more", "p: Only words & more")]
    [InlineData("<p><em>a</em><i>b</i> <strong> c </strong></p>", "p: em{ab} strong{c}")]
    [InlineData("<b style='font-weight:normal'><p>plain</p></b>", "p: plain")]
    [InlineData("<p><span style='font-weight:700;font-style:italic'>x</span></p>", "p: strong{em{x}}")]
    [InlineData("<p>H<sub>2</sub>O E=mc<sup>2</sup> <code>if</code> <del>no</del></p>", "p: Hsub{2}O E=mcsup{2} code{if} strike{no}")]
    [InlineData("<p>one<br>two</p>", "p: one⏎two")]
    [InlineData("<div>one<br><br>two<br> <br/>three</div>", "p: one\np: two\np: three")]
    [InlineData("<h1>Top</h1><h2><strong>Bold</strong></h2><h5>Deep</h5>", "h2: Top\nh2: Bold\nh4: Deep")]
    [InlineData("<p role='heading' aria-level='2'>Word</p>", "h3: Word")]
    [InlineData("<p dir='rtl'>سلام</p>", "p rtl: سلام")]
    [InlineData("<p>He said <span lang='es'>hola</span>.</p>", "p: He said lang{hola}(es).")]
    [InlineData("<p>a</p><hr><p>&nbsp;</p><p>b</p>", "p: a\n---\np: b")]
    [InlineData("<b>open <p>one</p><p>two</b> three</p>", "p: strong{open}\np: strong{one}\np: strong{two} three")]
    public void Text_keeps_its_words_and_marks(string html, string blocks) => Assert.Equal(blocks, ReadBlocks.Short(html));

    [Theory]
    [InlineData("<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>", "ul: a / b / >#c")]
    [InlineData("<ol start='3'><li><p>a</p><p>b</p></li><li>c</li></ol>", "ol3: a⏎b / c")]
    [InlineData("<ol><li>a</li><li>b <img src='https://x.example/p.jpg'></li><li>c</li></ol>", "ol: a / b\nfigure: https://x.example/p.jpg\nol3: c")]
    [InlineData("<ul><ul><li>jumped</li></ul></ul>", "ul: jumped")]
    [InlineData("<blockquote><p>We stay.</p><p>All of us.</p><cite>Ana Ruiz</cite></blockquote>", "quote: We stay.\nquote: All of us. (— Ana Ruiz)")]
    [InlineData("<blockquote>In <cite>La Nación</cite> she wrote so.</blockquote>", "quote: In em{La Nación} she wrote so.")]
    [InlineData("<figure class='wp-block-pullquote'><blockquote><p>Big words.</p><cite>Ana</cite></blockquote></figure>", "pull: Big words. (— Ana)")]
    [InlineData("<pre class='wp-block-code'><code class='language-js'>let a;\n  b</code></pre>", "code (in js): let a;⏎  b")]
    [InlineData("<table><thead><tr><th>Y</th><th>N</th></tr></thead><tr><th>2024</th><td colspan=2><b>5</b></td></tr></table>", "table 1+: Y | N / 2024 | strong{5}←2")]
    [InlineData("<figure><table><tr><td>a</td><td>b</td></tr></table><figcaption>Votes</figcaption></figure>", "table 0 (caption Votes): a | b")]
    [InlineData("<table role='presentation'><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "p: a\np: b")]
    public void Lists_quotes_code_and_tables_become_their_blocks(string html, string blocks) => Assert.Equal(blocks, ReadBlocks.Short(html));

    [Theory]
    [InlineData("<p><a href='https://other.example/a?b=1#c'>x</a></p>", "p: link{x}(https://other.example/a?b=1#c)")]
    [InlineData("<p><a href='http://www.old.example/2023/01/x/'>x</a></p>", "p: link{x}(/2023/01/x/)")]
    [InlineData("<p><a href='../june/'>x</a></p>", "p: link{x}(/2024/05/june/)")]
    [InlineData("<p><a href='//evil.example/'>x</a></p>", "p: link{x}(https://evil.example/)")]
    [InlineData("<p><a href='/\\evil.example/'>x</a></p>", "p: link{x}(https://evil.example/)")]
    [InlineData("<p><a href='mailto:ana@old.example?bcc=all@x.example'>x</a></p>", "p: link{x}(mailto:ana@old.example)")]
    [InlineData("<p><a href='https://user:pw@other.example/'>x</a></p>", "p: link{x}(https://other.example/)")]
    [InlineData("<p><a href='java&#10;script:alert(1)'>x</a> <a href='#top'>y</a></p>", "p: x y")]
    [InlineData("<p><a href='https://old.example//evil.example/'>x</a></p>", "p: link{x}(/evil.example/)")]
    public void A_link_is_http_mail_or_a_path_from_the_root(string html, string blocks) => Assert.Equal(blocks, ReadBlocks.Short(html, Own));

    [Theory]
    [InlineData("<figure><img src='a.jpg' srcset='a-300.jpg 300w, a-1200.jpg 1200w' alt='A crowd'><figcaption>A march. Photo: Ana Ruiz</figcaption></figure>", "figure: https://old.example/2024/05/march/a-1200.jpg (alt A crowd) (caption A march.) (credit Ana Ruiz)")]
    [InlineData("<div class='wp-caption'><a href='/big.jpg'><img src='/small.jpg'></a><p class='wp-caption-text'>Una marcha (Foto: Luis / EFE)</p></div>", "figure: https://old.example/big.jpg (caption Una marcha) (credit Luis / EFE)")]
    [InlineData("<figure class='alignwide'><img src='/a.jpg'><figcaption>Here. <span class='media-credit'>Photo by <a href='https://p.example/'>Eva</a></span></figcaption></figure>", "figure: https://old.example/a.jpg (caption Here.) (credit Eva) (by https://p.example/) Wide")]
    [InlineData("<p><a href='https://shop.example/'><img src='/a.jpg'></a>Words go on.</p>", "figure: https://old.example/a.jpg (link https://shop.example/)\np: Words go on.")]
    [InlineData("<p>Words <img class='emoji' alt='🙂' src='x'> and <img src='/a.jpg'> more.</p>", "p: Words 🙂 and more.\nfigure: https://old.example/a.jpg")]
    [InlineData("<img data-src='/lazy.jpg' src='data:image/gif;base64,R0lGOD'>", "figure: https://old.example/lazy.jpg")]
    [InlineData("<figure class='wp-block-gallery'><figure><img src='/a.jpg'><figcaption>A</figcaption></figure><figure><img src='/b.jpg'></figure><figcaption>Both</figcaption></figure>", "gallery (caption Both): figure: https://old.example/a.jpg (caption A) / figure: https://old.example/b.jpg")]
    public void Pictures_keep_caption_credit_and_their_largest_file(string html, string blocks) => Assert.Equal(blocks, ReadBlocks.Short(html, Own));

    [Theory]
    [InlineData("<iframe src='https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0' title='A talk'></iframe>", "embed youtube: https://www.youtube.com/watch?v=dQw4w9WgXcQ (title A talk)")]
    [InlineData("<p>https://youtu.be/dQw4w9WgXcQ</p>", "embed youtube: https://www.youtube.com/watch?v=dQw4w9WgXcQ")]
    [InlineData("<iframe src='//player.vimeo.com/video/76979871?h=1'></iframe>", "embed vimeo: https://vimeo.com/76979871")]
    [InlineData("<iframe src='https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&amp;color=f'></iframe>", "embed soundcloud: https://soundcloud.com/a/b")]
    [InlineData("<blockquote class='twitter-tweet'><p>Hello all</p>— Ana (@ana) <a href='https://twitter.com/ana/status/123?ref=x'>May 1</a></blockquote>", "embed x: https://x.com/ana/status/123 (text Hello all) (author Ana (@ana) May 1)")]
    [InlineData("<iframe class='mastodon-embed' src='https://social.example/@ana/109876543210/embed'></iframe>", "embed mastodon: https://social.example/@ana/109876543210")]
    [InlineData("<figure class='wp-block-embed'><div class='wp-block-embed__wrapper'>\nhttps://video.example/w/1\n</div><figcaption>Watch</figcaption></figure>", "embed link: https://video.example/w/1 (caption Watch)")]
    [InlineData("<figure class='wp-block-audio'><audio src='/e1.mp3'></audio><figcaption>Episode 1</figcaption></figure>", "audio: https://old.example/e1.mp3 (caption Episode 1)")]
    [InlineData("<div class='wp-block-file'><a href='/r.pdf'>The report</a><a href='/r.pdf' download>Download</a></div>", "file: https://old.example/r.pdf (name The report)")]
    [InlineData("<p>https://other.example/story</p>", "p: link{https://other.example/story}(https://other.example/story)")]
    public void What_stands_elsewhere_becomes_a_typed_embed_player_or_file(string html, string blocks) => Assert.Equal(blocks, ReadBlocks.Short(html, Own));

    [Fact]
    public void Footnotes_of_common_makers_become_notes()
    {
        var html = "<p>It is so<sup><a href='#fn1' id='r1'>1</a></sup> and so<a href='#fn2'>[2]</a>.</p><hr><h2>Notes</h2><ol><li id='fn1'>First <em>note</em> <a href='#r1'>↩</a></li><li id='fn2'><p>2. Second</p></li></ol>";
        Assert.Equal("p: It is so[b1] and so[b2].\nnotes: b1=First em{note} / b2=Second", ReadBlocks.Short(html));
    }

    [Theory]
    [Trait("Defence", "dropped-elements")]
    [InlineData("<p>a<span style='display:none'><a href='https://spam.example/'>cheap</a></span>b</p>", ReadCode.HiddenLink, "spam.example", "p: ab")]
    [InlineData("<p>a</p><script src='https://s.example/x.js'></script>", ReadCode.Script, "s.example", "p: a")]
    [InlineData("<p>a</p><iframe src='https://f.example/x'></iframe>", ReadCode.Frame, "f.example", "p: a")]
    [InlineData("<p onclick='alert(1)'>a</p>", ReadCode.Handler, null, "p: a")]
    [InlineData("<p>a</p><script>eval(atob('x'))</script>", ReadCode.Encoded, null, "p: a")]
    [InlineData("<p>a<img src='https://t.example/p.gif' width=1 height=1></p>", ReadCode.Tracker, "t.example", "p: a")]
    [InlineData("<p>a<a href='https://e.example/'></a></p>", ReadCode.EmptyLink, "e.example", "p: a")]
    [InlineData("<p><a href='javascript:alert(1)'>a</a></p>", ReadCode.Address, null, "p: a")]
    [InlineData("<p>a</p><svg onload='x()'><text>drawn</text></svg>", ReadCode.NoBlock, null, "p: a")]
    [Trait("Defence", "hidden-links")]
    [Trait("Defence", "address-list")]
    public void What_is_left_out_is_named(string html, string code, string? domain, string blocks)
    {
        var read = HtmlReader.Read(html, ReadBlocks.Counted());
        Assert.Contains(read.Notes, n => n.Code == code && n.Domain == domain);
        Assert.Equal(blocks, ReadBlocks.Short(read.Blocks));
        Assert.Empty(read.Hosts);
    }

    [Fact]
    public void Outside_hosts_are_listed_once_and_stripped_ones_lose_only_their_address()
    {
        var read = HtmlReader.Read("<p><a href='https://www.a.example/1'>x</a> <a href='http://a.example/2'>y</a> <a href='https://b.example/'>z</a></p>", Own with { Strip = host => host == "b.example" });
        Assert.Equal(["a.example"], read.Hosts);
        Assert.Contains(read.Notes, n => n is { Code: ReadCode.Stripped, Domain: "b.example", Text: "z" });
        Assert.Equal("x y z", Assert.IsType<Paragraph>(Assert.Single(read.Blocks)).Text);
    }

    [Fact]
    public void A_file_found_in_the_library_stands_in_the_figure()
    {
        var found = new FoundMedia("abc") { Width = 800, Height = 600, Credit = "Eva" };
        var read = HtmlReader.Read("<img src='https://old.example/a.jpg'>", Own with { FindMedia = a => a == "https://old.example/a.jpg" ? found : null });
        var figure = Assert.IsType<Figure>(Assert.Single(read.Blocks));
        Assert.Equal(("abc", null, 800, "Eva"), (figure.Media, figure.Source, figure.Width, figure.Credit));
    }
}
