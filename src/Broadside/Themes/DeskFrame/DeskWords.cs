using Broadside.Kit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Broadside.Themes.DeskFrame;

/// <summary>The desk's words in the language of whoever asks; every view has them as <c>Words</c>.</summary>
public sealed class DeskWords(DeskVocabulary vocabulary, IOutlet outlet) : IViewContextAware
{
    private Words words = vocabulary.For(null);

    public string this[string key] => words.Text(key);

    public string Language => words.Language;

    public string Dir => words.Dir;

    public IEnumerable<Words> Languages => vocabulary.All;

    public void Contextualize(ViewContext viewContext) => words = Of(viewContext.HttpContext);

    public bool Has(string key) => words.Has(key);

    public string Text(string key, params ReadOnlySpan<(string Name, string Value)> values) => words.Text(key, values);

    public string Count(string key, long number) => words.Count(key, number);

    public string Told(string english) => words.Told(english);

    public string Number(long number) => words.Number(number);

    public string Size(long bytes) => words.Size(bytes);

    /// <summary>The word for one of the program's own, as <c>what.sign_in</c> for "sign in"; the program's own where the files have none.</summary>
    public string Title(string group, string own) => Title(words, group, own);

    public static string Title(Words words, string group, string own) =>
        $"{group}.{own.Replace(' ', '_').Replace('-', '_')}" is var key && words.Has(key) ? words.Text(key) : own;

    /// <summary>The values of an enumeration to choose from: <c>GROUP.value</c> says each.</summary>
    public IEnumerable<KeyValuePair<string, string>> Choices<T>(string group)
        where T : struct, Enum => Enum.GetValues<T>().Select(value => KeyValuePair.Create(value.ToString(), Of(group, value)));

    /// <summary>The word for one value of an enumeration, as <c>role.owner</c>.</summary>
    public string Of<T>(string group, T value)
        where T : struct, Enum => words.Text($"{group}.{value.ToString().ToLowerInvariant()}");

    /// <summary>In the outlet's time zone.</summary>
    public When When(DateTimeOffset at) => words.When(at, outlet.Zone);

    /// <summary>The words that the gate chose for this request.</summary>
    public static Words Of(HttpContext context) => context.Features.Get<Words>() ?? throw new InvalidOperationException("No words were chosen for this request: it is not one of the desk.");

    /// <summary>A refusal in the reader's language where the files have one for its code (<c>refused.CODE</c>), else as the use-case said it.</summary>
    public static string Of(Words words, Refusal refusal) => words.Has("refused." + refusal.Code) ? words.Text("refused." + refusal.Code) : words.Told(refusal.Message);
}
