using System.Collections.Concurrent;
using System.Text;
using Broadside.Kit;
using Fluid;
using Fluid.Values;

namespace Broadside.Themes;

/// <summary>
/// Makes whole pages from view objects. Templates are Liquid, parsed once for each language and kept. A theme reads the
/// records handed to it and nothing else: no file, no network, no clock, no filter; its steps and its output are bounded.
/// </summary>
public sealed class Theme
{
    private const int LongestPage = 30_000_000;

    private readonly ThemeFiles files;
    private readonly ThemeSource source;
    private readonly ConcurrentDictionary<(string Page, string Language), Lazy<IFluidTemplate>> templates = new();
    private readonly ConcurrentDictionary<Choice, Dress> dresses = new();

    public Theme(DataFolder folder)
        : this(new ThemeFiles(folder.Within("theme")))
    {
    }

    internal Theme(ThemeFiles files)
    {
        this.files = files;
        source = new ThemeSource(files);
        Vocabulary = new Vocabulary(files);
    }

    /// <summary>SHA-256 over all files of the theme.</summary>
    public string Hash => files.Hash;

    public Vocabulary Vocabulary { get; }

    internal ThemeFiles Files => files;

    /// <summary>Stylesheet, script, face and pictures as the outlet chose them, and the folder they are served from.</summary>
    public Dress Dress(Choice choice) => dresses.GetOrAdd(choice, c => new Dress(files, c));

    public Dress Dress(Accent accent) => Dress(new Choice(accent));

    /// <summary>A template that stands alone, outside the frame of a page: mail. Each language's words are filled in, text is escaped.</summary>
    /// <exception cref="ThemeException">The theme's files are at fault.</exception>
    public string RenderAlone(string page, string language, object view)
    {
        var template = templates.GetOrAdd(("alone " + page, language), key => new Lazy<IFluidTemplate>(() => ThemeGrammar.Parse(page, source.OfAlone(page, Vocabulary.For(key.Language))))).Value;
        var written = new StringBuilder(16_384);
        using var writer = new BoundedWriter(written, LongestPage);
        ThemeGrammar.Render(page, template, writer, ("view", new Shown(view)));
        return written.ToString();
    }

    /// <param name="page">"front", "article", "list"…: the name of the template file.</param>
    /// <param name="view">A record marked <see cref="ShownAttribute"/>; the template knows it as <c>view</c>.</param>
    /// <exception cref="ThemeException">The theme's files are at fault.</exception>
    public string Render(string page, PageFrame frame, PageHead head, object view, Dress dress)
    {
        var template = templates.GetOrAdd((page, frame.Language), key => new Lazy<IFluidTemplate>(() => ThemeGrammar.Parse(key.Page, source.Of(key.Page, Vocabulary.For(key.Language))))).Value;
        var written = new StringBuilder(16_384);
        using var writer = new BoundedWriter(written, LongestPage);
        ThemeGrammar.Render(
            page,
            template,
            writer,
            ("head", new StringValue(HeadHtml.Make(head, frame, dress).Value, encode: false)),
            ("frame", new Shown(frame)),
            ("view", new Shown(view)));
        return written.ToString();
    }
}
