using System.Text.RegularExpressions;
using Broadside.Tests.House;
using Broadside.Themes.DeskFrame;

namespace Broadside.Tests.Desk;

public sealed partial class WordsTests
{
    private static readonly DeskVocabulary Vocabulary = new();

    [Fact]
    public void The_files_of_a_module_have_the_same_keys_in_every_language()
    {
        var modules = Vocabulary.Files.GroupBy(f => f[..f.LastIndexOf("words.", StringComparison.Ordinal)]).ToList();

        Assert.True(modules.Count >= 2);
        Assert.All(modules, module =>
        {
            Assert.Equal(Vocabulary.All.Select(w => w.Language), module.Select(DeskVocabulary.Language).Order(StringComparer.Ordinal));
            // What the program says in English is its own key.
            var keys = module.Select(f => DeskVocabulary.Read(f).Keys.Where(k => !k.StartsWith("told.", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList()).ToList();
            Assert.All(keys, k => Assert.Equal(keys[0], k));
        });
    }

    [Fact]
    public void The_same_places_are_filled_in_every_language()
    {
        var english = Vocabulary.For("en");

        Assert.All(Vocabulary.All, words => Assert.All(words.Keys, key => Assert.Equal(Places(english.Text(key)), Places(words.Text(key)))));
    }

    [Fact]
    public void Every_word_that_a_page_asks_for_is_there()
    {
        var english = Vocabulary.For("en");
        var pages = SourceFiles.With(".cshtml").Concat(SourceFiles.With(".cs").Where(f => f.EndsWith(".cshtml.cs", StringComparison.Ordinal))).ToList();

        var missing = pages.SelectMany(page => Asked(File.ReadAllText(page)).Select(key => (page, key)))
            .Where(a => !english.Has(a.key) && !english.Has(a.key + ".one"))
            .Select(a => $"{SourceFiles.Relative(a.page)}: {a.key}");

        Assert.NotEmpty(pages);
        Assert.True(!missing.Any(), string.Join('\n', missing));
    }

    // Else the desk's front page and its log show what the program calls it.
    [Fact]
    public void Every_act_in_the_log_has_a_word()
    {
        var english = Vocabulary.For("en");
        var acts = SourceFiles.With(".cs").Where(f => SourceFiles.Relative(f).StartsWith("src", StringComparison.Ordinal)).SelectMany(f => Act().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct().ToList();

        Assert.True(acts.Count > 100, $"{acts.Count} acts");
        Assert.DoesNotContain(acts, act => DeskWords.Title(english, "what", act) == act);
    }

    [Fact]
    public void Texts_are_calm()
    {
        Assert.All(Vocabulary.All, words => Assert.All(words.Keys, key => Assert.DoesNotContain('!', words.Text(key))));
    }

    private static IEnumerable<string> Asked(string page) =>
        Word().Matches(page).Concat(Field().Matches(page)).Select(m => m.Groups[1].Value)
            .Concat(Done().Matches(page).Select(m => "done." + m.Groups[1].Value));

    private static string[] Places(string text) => [.. Place().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex("(?:Words\\[|Words\\.Text\\(|Words\\.Count\\()\"([a-z_.]+)\"(?! \\+)")]
    private static partial Regex Word();

    [GeneratedRegex("<field [^>]*\\btext=\"([a-z_.]+)\"")]
    private static partial Regex Field();

    [GeneratedRegex("Done\\([^,()]+, \"([a-z_]+)\"\\)")]
    private static partial Regex Done();

    [GeneratedRegex("audit\\.AddAsync\\(\\s*db,\\s*(?:[^,()]|\\([^()]*\\))+,\\s*\"([^\"]+)\"")]
    private static partial Regex Act();

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Place();
}
