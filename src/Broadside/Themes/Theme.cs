using System.Collections.Concurrent;
using System.Text;
using Broadside.Kit;
using DotLiquid;

namespace Broadside.Themes;

/// <summary>
/// Makes whole pages from view objects. Templates are Liquid, parsed once for each language and kept. A theme reads the
/// records handed to it and nothing else: no file, no network, no clock, no filter; its loops and its output are bounded.
/// </summary>
public sealed class Theme
{
    private const int LongestPage = 30_000_000;
    private const int MostTurns = 200_000;

    private readonly ThemeFiles files;
    private readonly ThemeSource source;
    private readonly ConcurrentDictionary<(string Page, string Language), Lazy<Template>> templates = new();
    private readonly ConcurrentDictionary<Accent, Dress> dresses = new();

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

    /// <summary>Stylesheet, script and pictures with the outlet's accent in them, and the folder they are served from.</summary>
    public Dress Dress(Accent accent) => dresses.GetOrAdd(accent, a => new Dress(files, a));

    /// <param name="page">"front", "article", "list"…: the name of the template file.</param>
    /// <param name="view">A record marked <see cref="ShownAttribute"/>; the template knows it as <c>view</c>.</param>
    /// <exception cref="ThemeException">The theme's files are at fault.</exception>
    public string Render(string page, PageFrame frame, PageHead head, object view, Dress dress)
    {
        var template = templates.GetOrAdd((page, frame.Language), key => new Lazy<Template>(() => Parse(key.Page, source.Of(key.Page, Vocabulary.For(key.Language))))).Value;
        var known = new Hash
        {
            ["head"] = HeadHtml.Make(head, frame, dress.Folder).Value,
            ["frame"] = new Shown(frame),
            ["view"] = new Shown(view),
        };
        var written = new StringBuilder(16_384);
        using var writer = new BoundedWriter(written, LongestPage);
        var context = new Context([known], new Hash(), new Hash(), ErrorsOutputMode.Rethrow, MostTurns, System.Globalization.CultureInfo.InvariantCulture, CancellationToken.None);
        template.Render(writer, RenderParameters.FromContext(context, System.Globalization.CultureInfo.InvariantCulture));
        return written.ToString();
    }

    internal static Template Parse(string page, string text)
    {
        try
        {
            ThemeSyntax.Refuse(text);
            var template = Template.Parse(text, SyntaxCompatibility.DotLiquid22);
            template.MakeThreadSafe();
            return template;
        }
        catch (DotLiquid.Exceptions.SyntaxException e)
        {
            throw new ThemeException($"{page}.liquid: {e.Message}", e);
        }
    }
}
