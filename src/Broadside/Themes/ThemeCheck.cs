using System.IO.Compression;
using System.Text.RegularExpressions;
using Broadside.Kit;

namespace Broadside.Themes;

/// <summary>Everything that can be said about a theme without serving it: files left out, syntax, unknown names, translations, weights.</summary>
public sealed partial class ThemeCheck : ICheck
{
    // An article page may weigh 25 KB on the wire; about half of that is the reader's text and its frame.
    private const int HeaviestLook = 12_000;

    private readonly ThemeFiles files;
    private readonly IReadOnlyList<ShownPage> pages;

    public ThemeCheck(DataFolder folder, IEnumerable<ShownPage> pages)
        : this(new ThemeFiles(folder.Within("theme")), pages)
    {
    }

    internal ThemeCheck(ThemeFiles files, IEnumerable<ShownPage> pages) => (this.files, this.pages) = (files, [.. pages]);

    public string Name => "theme";

    public async IAsyncEnumerable<string> RunAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var fault in Faults())
        {
            yield return "theme: " + fault;
        }
    }

    /// <summary>What is wrong, one line each; nothing when all is well.</summary>
    public IEnumerable<string> Faults() => files.Refused.Concat(PageFaults()).Concat(FrameFaults()).Concat(WordFaults()).Concat(WeightFaults());

    /// <summary>Bytes of stylesheet and script as sent, compressed.</summary>
    public int Weight() => new Dress(files, new Choice(Accent.Standard)).Files.Where(f => f.Key.EndsWith(".css", StringComparison.Ordinal) || f.Key.EndsWith(".js", StringComparison.Ordinal)).Sum(f => Sent(f.Value.Bytes));

    /// <summary>The chosen typeface and its bytes, counted apart; null where there is none.</summary>
    public (string Name, int Bytes)? Face() => files.Named(".woff2").FirstOrDefault() is { } face ? (face.Name, face.Bytes.Length) : null;

    private IEnumerable<string> PageFaults()
    {
        foreach (var page in pages)
        {
            string text;
            string? fault = null;
            try
            {
                text = page.IsAlone ? new ThemeSource(files).OfAlone(page.Name, null) : new ThemeSource(files).Of(page.Name, null);
                ThemeGrammar.Parse(page.Name, text);
            }
            catch (ThemeException e)
            {
                (text, fault) = ("", e.Message);
            }
            if (fault is not null)
            {
                yield return fault;
            }
            foreach (var name in ThemeMembers.Unknown(text, page.View))
            {
                yield return $"{page.Name}: {name} is nothing that this page's view has.";
            }
            var words = new Vocabulary(files).For("en");
            foreach (var key in ThemeSource.Translation().Matches(text).Select(m => m.Groups[1].Value).Distinct().Where(k => !words.Has(k)))
            {
                yield return $"{page.Name}: en.json has no text for t.{key}.";
            }
        }
    }

    private IEnumerable<string> FrameFaults()
    {
        var frame = files["frame.liquid"].Text;
        foreach (var (wanted, why) in new[]
        {
            ("{{ head }}", "the page's title, addresses and feeds are in it"),
            ("frame.key_line", "readers are told whether the site's key is certified"),
            ("{% include 'page' %}", "the page itself goes there"),
            ("<main id=\"main\"", "the skip link and screen readers lead to it"),
            ("{{ frame.language }}", "browsers hyphenate and speak by it"),
        })
        {
            if (!frame.Contains(wanted, StringComparison.Ordinal))
            {
                yield return $"frame.liquid lacks {wanted}: {why}.";
            }
        }
    }

    private IEnumerable<string> WordFaults()
    {
        var vocabulary = new Vocabulary(files);
        var english = vocabulary.For("en");
        foreach (var file in files.Named(".json"))
        {
            var own = Vocabulary.KeysOf(file);
            var missing = english.Keys.Where(k => !own.Contains(k)).ToList();
            if (missing.Count > 0)
            {
                yield return $"{file.Name} lacks {missing.Count} texts, which stay English: {string.Join(", ", missing.Take(5))}{(missing.Count > 5 ? "…" : "")}";
            }
            foreach (var key in own.Where(k => !english.Has(k)))
            {
                yield return $"{file.Name}: {key} is no text that pages have.";
            }
            var words = vocabulary.For(Path.GetFileNameWithoutExtension(file.Name));
            foreach (var key in own.Where(english.Has))
            {
                // "One article" may be said without a figure.
                var wanted = Blanks(english.Text(key)).Where(b => !(b == "{n}" && key.EndsWith(".one", StringComparison.Ordinal)));
                foreach (var blank in wanted.Except(Blanks(words.Text(key))))
                {
                    yield return $"{file.Name}: {key} lacks {blank}.";
                }
            }
        }
    }

    private static IEnumerable<string> Blanks(string text) => Blank().Matches(text).Select(m => m.Value);

    private IEnumerable<string> WeightFaults()
    {
        if (Weight() is var weight and > HeaviestLook)
        {
            yield return $"Stylesheet and script weigh {weight} bytes as sent; {HeaviestLook} leave room for the text in a page of 25 KB.";
        }
    }

    private static int Sent(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(bytes);
        }
        return (int)packed.Length;
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Blank();
}
